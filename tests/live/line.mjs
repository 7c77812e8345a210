/** A line as the socket library gives one, whose connecting, answers and messages the test says. */
export const lines = [];

export function io(options) {
  const handlers = {};
  const line = {
    options, connected: false, sent: [], hints: [], opened: 0, closed: 0,
    on: (event, handler) => (handlers[event] ||= []).push(handler),
    connect: () => { line.opened += 1; },
    disconnect: () => { line.closed += 1; line.connected = false; },
    timeout: (ms) => ({ emit: (event, object, done) => line.sent.push({ event, object, ms, answer: (ack) => done(null, ack), fail: () => done(new Error("timeout")) }) }),
    emit: (event, object) => line.hints.push({ event, object }),
    /** Something comes from the other end. */
    says: (event, given) => (handlers[event] || []).forEach((handler) => handler(given)),
    opens() {
      line.connected = true;
      line.says("connect");
    },
  };
  lines.push(line);
  return line;
}

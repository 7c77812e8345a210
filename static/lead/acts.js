/** What a lead can do, each followed by a look at what undo would now take back. */
import { newId } from "../live/ids.js";
import { createTurner } from "../parts/deck.js";

/** Acts over a session, for one challenge. */
export function createLeadActs(session, challengeId) {
  const { desk } = session;
  const act = async (event, object) => {
    const ack = await desk.act(event, object);
    if (ack.ok && event !== "slide.go") session.look();
    return ack;
  };
  const turner = createTurner();
  return {
    turner,
    async slide(n) {
      turner.ask({ challengeId }, n);
      if (!(await act("slide.go", { challenge_id: challengeId, n })).ok) turner.forget();
    },
    answerQuestion: (id, answer) => act("question.answer", { id, answer }),
    answerTheme: (id, answer) => act("theme.answer", { id, ...answer }),
    createTheme: (title) => act("theme.create", { id: newId(), challenge_id: challengeId, title }),
    renameTheme: (id, title) => act("theme.rename", { id, title }),
    removeTheme: (id) => act("theme.remove", { id }),
    assign: (id, themeId) => act("idea.assign", { ids: [id], theme_id: themeId || null }),
    async undo(version) {
      const ack = await act("undo", { version });
      if (ack.ok) desk.tell(ack.undone);
    },
  };
}

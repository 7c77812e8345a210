// Nothing under 24 px at 1280, nothing outside, no paper on another, none on the code or the panel, no scroll bars.
() => {
  const wrong = [], box = (e) => e.getBoundingClientRect(), page = document.documentElement;
  if (page.scrollWidth > innerWidth || page.scrollHeight > innerHeight) wrong.push("scrolls");
  const walk = document.createTreeWalker(document.querySelector(".hall"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode, e = text.parentElement;
    if (!text.textContent.trim() || e.closest(".sr, .gauge, .rule")) continue;
    if (Number.parseFloat(getComputedStyle(e).fontSize) < 23.95) wrong.push(`small: ${text.textContent}`);
    const b = box(e);
    if (b.left < -1 || b.right > innerWidth + 1 || b.bottom > innerHeight + 1) wrong.push(`outside: ${text.textContent}`);
  }
  const flat = (e) => { const was = e.style.cssText; e.style.transition = "none"; e.style.transform = "none"; const b = box(e); e.style.cssText = was; return b; };
  const things = [...document.querySelectorAll(".columns .paper, .places > li, .outcome, .door .qr, .dado, .clock .time")].map((e) => [e, flat(e)]);
  things.forEach(([a, p], i) => things.slice(i + 1).forEach(([b, q]) => {
    if (a.matches(".qr, .dado") && b.matches(".qr, .dado")) return;
    const over = Math.min(p.right, q.right) - Math.max(p.left, q.left) > 1.5 && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 1.5;
    if (over) wrong.push(`${a.textContent.slice(0, 30)} lies on ${b.textContent.slice(0, 30)}`);
  }));
  if (document.querySelectorAll("h1").length !== 1 || !document.title || !document.querySelector("main")) wrong.push("no single heading, title or main");
  return wrong;
}

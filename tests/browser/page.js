// What a test asks of an open document. Lengths are CSS pixels.

// The lines of text a reader sees, each with the block it belongs to.
function seenLines() {
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const holder = node.parentElement;
    if (!node.data.trim() || !holder.checkVisibility() || holder.closest(".unseen")) continue;
    let block = holder;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width > 1 && box.height > 1) lines.push({ block, box, words: node.data.trim() });
    }
  }
  return lines;
}

// How far the document reaches beyond the right edge of the window, and what does.
function sideways() {
  const root = document.documentElement;
  const beyond = root.scrollWidth - root.clientWidth;
  if (beyond <= 0) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > root.clientWidth + 1 && element.checkVisibility()
  );
  return [`${beyond} px: ${wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 90)).join(" | ")}`];
}

// Text that is cut off by the edge of the window or of a box that hides what overflows.
function cut() {
  const width = document.documentElement.clientWidth;
  return seenLines()
    .filter(({ box }) => box.left < -1 || box.right > width + 1)
    .map(({ words }) => words.slice(0, 60));
}

// Lines of different blocks that lie over one another; a descender may touch the next line.
function overlaps() {
  const slack = 3;
  const lines = seenLines().sort((a, b) => a.box.top - b.box.top);
  const found = [];
  for (let i = 0; i < lines.length; i++) {
    const one = lines[i];
    for (let j = i + 1; j < lines.length && lines[j].box.top < one.box.bottom; j++) {
      const other = lines[j];
      if (one.block === other.block) continue;
      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      // The box of a line is higher than its letters.
      const least = Math.min(one.box.height, other.box.height);
      if (wide > slack && high > least * 0.35) {
        found.push(`« ${one.words.slice(0, 40)} » / « ${other.words.slice(0, 40)} »`);
      }
    }
  }
  return found;
}

// Whether the target of the address stands in the window.
function shown(id) {
  const box = document.getElementById(id).getBoundingClientRect();
  return box.top >= -2 && box.top < innerHeight;
}

window.reading = { sideways, cut, overlaps, shown };

// Decks as PptxGenJS makes them, all in this one process: text boxes where the layouts have their placeholders.
// Without layouts of its own and without compression, its fastest way.
//
// usage: node pptxgenjs.mjs DESCRIBED.json TEMPLATE.pptx FOLDER   (pptxgenjs is found from the working folder)
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const PptxGenJS = createRequire(join(process.cwd(), "package.json"))("pptxgenjs");
const EMU_PER_INCH = 914400;
const [described, , folder] = process.argv.slice(2);

const placed = (box) => {
  const [x, y, w, h] = box.map((emu) => emu / EMU_PER_INCH);
  return { x, y, w, h };
};

const paragraphs = (texts) => texts.map((text) => ({ text, options: { breakLine: true } }));

const contained = (box, logo) => ({
  ...placed(box),
  path: logo,
  sizing: { type: "contain", ...placed(box) },
});

function add(slide, { layout, texts, drawn, pictures, notes }, boxes, logo) {
  for (const [idx, lines] of Object.entries(texts)) {
    slide.addText(paragraphs(lines), placed(boxes[layout][idx]));
  }
  for (const idx of pictures) {
    slide.addImage(contained(boxes[layout][idx], logo));
  }
  for (const { paragraphs: lines, box } of drawn) {
    slide.addText(paragraphs(lines), { ...placed(box), shape: "ellipse" });
  }
  slide.addNotes(notes.join("\n"));
}

const { layouts, decks } = JSON.parse(await readFile(described, "utf8"));
for (const { file, logo, slides } of decks) {
  const deck = new PptxGenJS();
  deck.layout = "LAYOUT_WIDE";
  for (const slide of slides) {
    add(deck.addSlide(), slide, layouts, logo);
  }
  await deck.writeFile({ fileName: join(folder, file) });
}

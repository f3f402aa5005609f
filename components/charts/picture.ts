/** How many pixels of the picture one CSS pixel becomes: sharp on good screens and in print. */
const SCALE = 2;

/** The look that a chart takes from the page's style sheets; in a file of its own it must stand in each element. */
const LOOKS = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "font-variant-numeric",
  "letter-spacing",
  "text-anchor",
  "dominant-baseline",
  "visibility",
  "display",
];

/** The chart inside an element: its largest drawing, as legends and icons are drawings too. Null when it shows none. */
function drawingIn(frame: Element): SVGSVGElement | null {
  const sizeOf = (svg: SVGSVGElement) => svg.clientWidth * svg.clientHeight;
  const [largest] = [...frame.querySelectorAll("svg")].sort((a, b) => sizeOf(b) - sizeOf(a));
  return largest && sizeOf(largest) > 0 ? largest : null;
}

/** A copy that looks the same away from the page. */
function standingAlone(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll("*")];
  for (const [index, element] of [copy, ...copy.querySelectorAll("*")].entries()) {
    const look = getComputedStyle(originals[index]!);
    const style = LOOKS.map((name) => `${name}:${look.getPropertyValue(name)}`).join(";");
    element.removeAttribute("class");
    element.setAttribute("style", style);
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(svg.clientWidth));
  copy.setAttribute("height", String(svg.clientHeight));
  return copy;
}

/**
 * The chart inside an element as a PNG, as it looks now on the ground it stands on, at twice its size. Null when there is no
 * chart to draw. Its words are in the system's font: an image loads none of its own.
 */
export async function pictureOf(frame: Element): Promise<Blob | null> {
  const svg = drawingIn(frame);
  if (!svg) return null;
  const canvas = document.createElement("canvas");
  canvas.width = svg.clientWidth * SCALE;
  canvas.height = svg.clientHeight * SCALE;
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.fillStyle = groundOf(frame);
  context.fillRect(0, 0, canvas.width, canvas.height);
  const source = new XMLSerializer().serializeToString(standingAlone(svg));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** The colour behind an element: its own, else that of what it stands on. */
function groundOf(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (backgroundColor !== "transparent" && backgroundColor !== "rgba(0, 0, 0, 0)") return backgroundColor;
  }
  return "white";
}

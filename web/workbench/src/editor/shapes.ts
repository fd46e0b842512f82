/** The three filled signs of the gutter, drawn small enough to need their own shapes. */

const paths = {
  bolt: "M8.6 1 3 9h4l-1.2 6L12 6.6H7.8L8.6 1Z",
  disc: "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3Z",
  triangle: "M8 3 14 13.4H2L8 3Z",
};

export function drawShape(name: keyof typeof paths): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("width", "12");
  svg.setAttribute("height", "12");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", paths[name]);
  path.setAttribute("fill", "currentColor");
  svg.append(path);
  return svg;
}

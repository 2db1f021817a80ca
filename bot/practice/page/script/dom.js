// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Making and updating elements. Text always becomes text nodes; nothing on this page is ever parsed as markup.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element: properties are attributes, `class`, or `on…` listeners; children are nodes, texts or lists. */
export function h(tag, properties = {}, ...children) {
  return dressed(document.createElement(tag), properties, children);
}

/** Make an icon from the path of a 20×20 drawing. It says nothing to screen readers. */
export function icon(name) {
  const drawing = dressed(
    document.createElementNS(SVG, "svg"),
    { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" },
    [],
  );
  drawing.append(dressed(document.createElementNS(SVG, "path"), { d: ICONS[name] }, []));
  return drawing;
}

export const find = (id) => document.getElementById(id);

/**
 * Show `items` in `container` in their order, keeping the element of each item whose content did not change; one that
 * is made anew has the focus that it had before.
 */
export function keyed(container, items, keyOf, render) {
  const focus = [...container.children].find((child) => child === document.activeElement)?.dataset.key;
  const before = new Map([...container.children].map((child) => [child.dataset.key, child]));
  const now = items.map((item) => kept(before.get(String(keyOf(item))), item, keyOf, render));
  for (const child of [...container.children]) if (!now.includes(child)) child.remove();
  now.forEach((node, place) => {
    if (container.children[place] !== node) container.insertBefore(node, container.children[place] ?? null);
  });
  const again = focus && now.find((node) => node.dataset.key === focus);
  if (again && again !== document.activeElement) again.focus();
}

function kept(node, item, keyOf, render) {
  const content = JSON.stringify(item);
  if (node && contents.get(node) === content) return node;
  const fresh = render(item);
  fresh.dataset.key = keyOf(item);
  contents.set(fresh, content);
  return fresh;
}

const contents = new WeakMap();

function dressed(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const ICONS = {
  hash: "M7.5 3 6 17M14 3l-1.500 14M3.500 7.500h13.500M3 12.500h13.500",
  lock: "M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9",
  link: "M8 12.500 12.500 8M8.500 6.500l1.800-1.800a3.500 3.500 0 0 1 5 5l-1.800 1.800M11.500 13.500l-1.800 1.800a3.500 3.500 0 0 1-5-5l1.800-1.800",
  box: "M3 5h14v3H3zM4.500 8v8h11V8M8 11h4",
  message: "M4 4h12v9H9l-3.500 3v-3H4z",
  home: "M3.500 9.500 10 4l6.500 5.500M5.500 8.500V16h9V8.500",
  close: "M5 5l10 10M15 5 5 15",
  back: "M12 4.500 6.500 10l5.500 5.500",
  menu: "M3 5.500h14M3 10h14M3 14.500h14",
  more: "M4.500 10h.01M10 10h.01M15.500 10h.01",
  send: "M3.500 10 16.500 4l-4 12.500-3-5zM9.500 11.500l7-7.500",
  bolt: "M11 3 5 11.500h4.500L9 17l6-8.500h-4.500z",
  down: "M5.500 8l4.500 4.500L14.500 8",
  reply: "M4 4h12v8H9l-3 3v-3H4zM7 8h6",
  sun: "M10 6.500a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7M10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M4.300 15.700l1.100-1.100M14.600 5.400l1.100-1.100",
  moon: "M15.500 12A6.500 6.500 0 0 1 8 4.500 6.500 6.500 0 1 0 15.500 12z",
  wires: "M3 6h9M9.500 3.500 12 6 9.500 8.500M17 14H8M10.500 11.500 8 14l2.500 2.500",
  right: "M4 10h11M11 6l4 4-4 4",
  left: "M16 10H5M9 6l-4 4 4 4",
  check: "M4.500 10.500l3.500 3.500 7.500-8",
  alert: "M10 3.500 17.500 16.500h-15zM10 8.500v4M10 14.500v.01",
  file: "M5 3h7l3.500 3.500V17H5zM12 3v3.500h3.500M7.500 10.500h5M7.500 13.500h5",
  image: "M3.500 4.500h13v11h-13zM3.500 13l4-4 3.500 3.500 2-2 3.500 3.500M13 7.500v.01",
};

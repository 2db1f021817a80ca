// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Buttons, menus and pictures inside blocks; inputs are made in inputs.js.

import { doing } from "./acting.js";
import { confirmed } from "./confirm.js";
import { h, icon } from "./dom.js";
import { placeOf } from "./fields.js";
import { input, isInput } from "./inputs.js";
import { openMenu } from "./menu.js";
import { plainText, textObject } from "./mrkdwn.js";
import { state } from "./state.js";
import { flushDrafts } from "./texts.js";

/** Make one element of a block, or null when it is hidden from the person who looks. */
export function interactive(block, element, at) {
  const only = element.visible_to_user_ids;
  if (only?.length && !only.includes(state.me)) return null;
  const make = ELEMENTS[element.type];
  if (make) return make(block, element, at);
  if (isInput(element)) return input(block, element, at, `f-${placeOf(at)}-${block.block_id}-${element.action_id}`);
  return h("p", { class: "unsupported" }, `The practice workspace does not show “${element.type}”.`);
}

/** A picture. One from elsewhere is never fetched: its words stand in its place. */
export function picture(element, look = "picture") {
  const own = element.slack_file?.id ? `page/file/${element.slack_file.id}` : sameOrigin(element.image_url);
  if (own) return h("img", { class: look, src: own, alt: element.alt_text ?? "" });
  return h(
    "span",
    {
      class: `${look} absent`,
      role: "img",
      "aria-label": element.alt_text,
      title: "Pictures from elsewhere are not fetched here",
    },
    icon("image"),
    element.alt_text,
  );
}

function sameOrigin(address) {
  const parsed = URL.parse?.(address ?? "", document.baseURI);
  return parsed?.origin === location.origin ? parsed.href : null;
}

async function click(block, element, at, control, option) {
  const ask = option?.confirm ?? element.confirm;
  if (ask && !(await confirmed(ask))) return;
  await flushDrafts();
  await doing(
    "click",
    {
      ...at.where,
      block_id: block.block_id,
      action_id: element.action_id,
      carries: element.value,
      option: option?.value,
    },
    control,
  );
}

function button(block, element, at) {
  const style = element.style ? `button ${element.style}` : "button";
  const control = h(
    "button",
    {
      type: "button",
      class: style,
      "aria-label": element.accessibility_label,
      onclick: () => {
        if (element.url) window.open(element.url, "_blank", "noopener,noreferrer");
        click(block, element, at, control);
      },
    },
    ...plainText(element.text),
    element.url && icon("link"),
  );
  return control;
}

function overflow(block, element, at) {
  const control = h(
    "button",
    {
      type: "button",
      class: "button overflow",
      "aria-label": "More actions",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: () => {
        const entries = element.options.map((option) => ({
          label: option.text.text,
          about: option.description?.text,
          chosen: () => {
            if (option.url) window.open(option.url, "_blank", "noopener,noreferrer");
            click(block, element, at, control, option);
          },
        }));
        openMenu(control, "More actions", entries);
      },
    },
    icon("more"),
  );
  return control;
}

const ELEMENTS = {
  button,
  workflow_button: button,
  icon_button: button,
  overflow,
  image: (_, element) => picture(element, "thumb"),
  mrkdwn: (_, element) => h("span", {}, ...textObject(element)),
  plain_text: (_, element) => h("span", {}, ...textObject(element)),
};

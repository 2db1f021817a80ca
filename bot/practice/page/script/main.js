// SPDX-FileCopyrightText: The OSPO Bot authors
// SPDX-License-Identifier: Apache-2.0
// Puts the page together: loads what the person sees, goes from place to place, and follows changes as they happen.

import { doing, whenModals } from "./acting.js";
import { refreshBehind, toggleBehind } from "./behind.js";
import { find } from "./dom.js";
import { prepareModal, showModals } from "./modal.js";
import { buildPane, focusComposer, showHome, showMessages, visitApp } from "./pane.js";
import { showPeople, showRail } from "./rail.js";
import { oneAtATime } from "./refreshing.js";
import { live, look, Refused } from "./server.js";
import { channel, HOME, isDirect, me, readAddress, state, writeAddress } from "./state.js";
import { applyTheme } from "./theme.js";
import { buildThread, showThread } from "./thread.js";
import { toast } from "./toasts.js";

const DIRECT = "direct";
const FIRST_PERSON = "U0DANA";
const TOGETHER_MS = 30;
const KEY = "practice-person";
let hangUp = () => {};

// While one becomes somebody else the left side still shows the places of the person before: it takes no clicks.
async function become(id, place = "", thread = "") {
  find("side").setAttribute("aria-busy", "true");
  const workspace = await look("workspace", id).catch(() => look("workspace", FIRST_PERSON));
  hangUp();
  Object.assign(state, { workspace, me: workspace.me });
  localStorage.setItem(KEY, state.me);
  hangUp = live(state.me, changed, (gone) => document.body.classList.toggle("offline", gone));
  const there = place === DIRECT ? workspace.direct.id : place;
  await go(seen(there) ? there : firstPlace(), seen(there) ? thread : "");
  find("side").removeAttribute("aria-busy");
}

// The direct messages of the next person, when one looks at those of this one.
const samePlace = () => (isDirect(state.place) ? DIRECT : state.place);
const seen = (place) => place === HOME || (place && channel(place) !== undefined);
const firstPlace = () => state.workspace.channels[0]?.id ?? state.workspace.direct.id;

async function go(place, thread = "") {
  state.place = place;
  state.thread = thread;
  closeDrawer();
  buildPane(go, openDrawer);
  buildThread(() => openThread(""));
  if (place === HOME || isDirect(place)) visitApp();
  await refresh();
  if (!thread && !find("modal").open) focusComposer();
}

async function openThread(ts) {
  state.thread = ts;
  buildThread(() => openThread(""));
  await refresh();
}

const refresh = oneAtATime(() => shown().catch(gone));

async function shown() {
  const { me: who, place, thread } = state;
  const [workspace, messages, replies] = await Promise.all([
    look("workspace", who),
    place === HOME ? null : look(`channel/${place}`, who),
    thread ? look(`thread/${place}/${thread}`, who) : null,
  ]);
  if (who !== state.me || place !== state.place || thread !== state.thread) return;
  state.workspace = workspace;
  showPeople((id) => become(id, samePlace(), state.thread).catch(gone));
  showRail(go, toggleBehind);
  showModals(workspace);
  if (place === HOME) showHome(workspace.home);
  const news = messages && showMessages(messages, openThread);
  const answers = replies && showThread(replies);
  writeAddress();
  title();
  if (document.visibilityState === "visible") await read(place, thread, news, answers);
}

async function read(place, thread, news, answers) {
  if (news) await doing("read", { channel: place });
  if (answers) await doing("read", { channel: place, thread });
  if (news || answers) refresh();
}

function gone(error) {
  if (!(error instanceof Refused)) throw error;
  if (state.thread) openThread("");
  else toast(error.message);
}

function title() {
  const { badge } = me();
  const place = state.place === HOME || isDirect(state.place) ? "OSPO Bot" : `#${channel(state.place).name}`;
  document.title = `${badge ? `(${badge}) ` : ""}${place} · ${state.workspace.team}`;
}

function changed({ kind }) {
  if (kind === "traffic") refreshBehind();
  else setTimeout(refresh, TOGETHER_MS);
}

const openDrawer = () => {
  find("desk").classList.add("drawer");
  find("rail").querySelector("[aria-current]")?.focus();
};
const closeDrawer = () => find("desk").classList.remove("drawer");

function followAddress() {
  const { who, place, thread } = readAddress();
  if (who && who !== state.me) become(who, place, thread);
  else if (place && (place !== state.place || thread !== state.thread) && seen(place)) go(place, thread);
}

function permalink(event) {
  const address = event.target.closest?.("a[href*='/archives/']")?.href;
  const [, place, digits] = /\/archives\/(\w+)\/p(\d+)/.exec(address ?? "") ?? [];
  if (!place || new URL(address).origin !== location.origin) return;
  event.preventDefault();
  if (seen(place)) go(place, new URL(address).searchParams.get("thread_ts") ?? digits.replace(/(\d{6})$/, ".$1"));
  else toast("You do not see that channel.");
}

applyTheme();
prepareModal();
whenModals(showModals);
addEventListener("hashchange", followAddress);
addEventListener("click", permalink);
addEventListener("visibilitychange", () => document.visibilityState === "visible" && state.me && refresh());
addEventListener("keydown", (event) => event.key === "Escape" && closeDrawer());
find("pane").addEventListener("pointerdown", closeDrawer);
const { who, place, thread } = readAddress();
become(who || localStorage.getItem(KEY) || FIRST_PERSON, place, thread).catch(gone);

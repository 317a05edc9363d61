/* Checks the proof on the page by itself: leaf, path, checkpoint, signature and the public log. Nothing is sent anywhere. */
function offer() { document.querySelectorAll("[data-log-check] [data-check]").forEach((button) => { button.hidden = false; }); }

if (globalThis.crypto?.subtle) {
  offer();
  // The proof of an entry that waited appears later.
  document.addEventListener("htmx:afterSettle", offer);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-check]");
    if (button) check(button.closest("[data-log-check]"));
  });
}

async function check(proof) {
  const told = proof.querySelector("[data-verdict]");
  proof.querySelector("[data-steps]").hidden = false;
  say(told, "", proof.dataset.running);
  const leaves = [...proof.querySelectorAll("[data-leaf]")].map(readLeaf);
  const note = parseNote(proof.querySelector("[data-note]").textContent);
  const size = Number(proof.dataset.size);
  const results = [
    await step(proof, "leaf", () => everyLeaf(leaves, async (leaf) => hex(await leafHash(leaf.bytes)) === leaf.hash)),
    await step(proof, "path", () => everyLeaf(leaves, async (leaf) => equal(await rootFrom(leaf, size), note.root))),
    await step(proof, "root", async () => note.size === size && leaves.every((leaf) => leaf.index < note.size)),
    await step(proof, "signature", async () => isSigned(note, await textOf(`${proof.dataset.log}/vkey`))),
    await step(proof, "public", () => everyLeaf(leaves, (leaf) => isPublic(proof.dataset.log, leaf))),
  ];
  if (results.includes("broken")) say(told, "broken", proof.dataset.bad);
  else if (results.includes("unknown")) say(told, "unknown", proof.dataset.partly);
  else say(told, "passed", proof.dataset.good);
}

/* A step says true or false, or undefined where this browser can't tell. */
async function step(proof, name, work) {
  const line = proof.querySelector(`[data-step="${name}"]`);
  let right = false;
  try { right = await work(); } catch (error) { line.title = String(error); }
  const state = right === undefined ? "unknown" : right ? "passed" : "broken";
  line.className = `finding finding-${state}`;
  line.querySelector("[data-word]").textContent = proof.dataset[state];
  const use = line.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, { passed: "#check", broken: "#x", unknown: "#help" }[state]));
  return state;
}

function say(told, state, words) { told.dataset.state = state; told.textContent = words; }

function readLeaf(part) {
  return {
    index: Number(part.dataset.index), hash: part.dataset.hash,
    bytes: new TextEncoder().encode(part.querySelector("[data-bytes]").textContent),
    proof: part.dataset.proof.split(" ").filter(Boolean).map(fromBase64),
  };
}

async function everyLeaf(leaves, test) {
  for (const leaf of leaves) if (!(await test(leaf))) return false;
  return leaves.length > 0;
}

/* C2SP signed note: a text, a blank line, and a line for each signature. */
function parseNote(note) {
  const end = note.lastIndexOf("\n\n") + 1;
  const text = note.slice(0, end);
  const [origin, size, root] = text.split("\n");
  const signatures = note.slice(end + 1).split("\n").filter(Boolean).map((line) => line.split(" ").slice(1));
  return { text, origin, size: Number(size), root: fromBase64(root), signatures };
}

async function isSigned(note, vkey) {
  const [name, id, ...rest] = vkey.trim().split("+");
  const key = fromBase64(rest.join("+"));
  const named = join(new TextEncoder().encode(`${name}\n`), key);
  if (name !== note.origin || key[0] !== 1 || hex((await sha256(named)).slice(0, 4)) !== id) return false;
  const ours = note.signatures.filter(([signer]) => signer === name).map(([, data]) => fromBase64(data));
  const signature = ours.find((data) => hex(data.slice(0, 4)) === id);
  if (!signature) return false;
  let verifier;
  try { verifier = await crypto.subtle.importKey("raw", key.slice(1), { name: "Ed25519" }, false, ["verify"]); }
  catch (error) { if (error.name === "NotSupportedError") return undefined; throw error; }
  return crypto.subtle.verify({ name: "Ed25519" }, verifier, signature.slice(4), new TextEncoder().encode(note.text));
}

/* RFC 9162 section 2.1.3.2; places are halved by division, because a log may outgrow 32 bits. */
async function rootFrom(leaf, size) {
  let [place, last, hash] = [leaf.index, size - 1, await leafHash(leaf.bytes)];
  const half = () => { place = Math.floor(place / 2); last = Math.floor(last / 2); };
  for (const sibling of leaf.proof) {
    if (last === 0) return new Uint8Array();
    if (place % 2 === 1 || place === last) {
      hash = await nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) half();
    } else hash = await nodeHash(hash, sibling);
    half();
  }
  return last === 0 ? hash : new Uint8Array();
}

/* C2SP tlog-tiles: the tile of level 0 that holds the leaf's hash, in the log as everybody sees it now. */
async function isPublic(log, leaf) {
  const { size } = parseNote(await textOf(`${log}/checkpoint`));
  const number = Math.floor(leaf.index / 256);
  const width = Math.min(256, size - number * 256);
  const groups = String(number).padStart(Math.ceil(String(number).length / 3) * 3, "0").match(/.{3}/g);
  const path = `${log}/tile/0/${groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/")}`;
  const answer = await fetch(width < 256 ? `${path}.p/${width}` : path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const at = (leaf.index % 256) * 32;
  return equal(new Uint8Array(await answer.arrayBuffer()).slice(at, at + 32), await leafHash(leaf.bytes));
}

async function textOf(path) {
  const answer = await fetch(path, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
}

async function sha256(data) { return new Uint8Array(await crypto.subtle.digest("SHA-256", data)); }
function leafHash(leaf) { return sha256(join(Uint8Array.of(0), leaf)); }
function nodeHash(left, right) { return sha256(join(Uint8Array.of(1), left, right)); }
function fromBase64(text) { return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)); }
function hex(bytes) { return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""); }
function equal(one, other) { return one.length === 32 && hex(one) === hex(other); }
function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => { whole.set(part, at); return at + part.length; }, 0);
  return whole;
}

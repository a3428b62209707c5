"""Many files picked at once go to the server packed as one: Streamlit's uploader draws its files
anew for each one that has arrived, which takes minutes for two thousand and freezes the tab.

Folders that are dropped are packed with the names of their folders; a key file (of ID numbers) goes
beside the archive, since it is none of the papers.
"""

from __future__ import annotations

import json

import streamlit as st

from rotation.ui.words import bare

MOST_ALONE = 50
"""More files than that are packed."""
MOST_MB = 500
"""Of a file that is picked."""
KEY_PREFIX = "papers"
"""Of the uploaders whose files are packed."""


def pack_many() -> None:
    """To be called on the page, before or behind its uploader."""
    words = {"packing": bare("papers.packing"), "name": bare("papers.packed_name")}
    told = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    script = _SCRIPT.replace("KEY_PREFIX", KEY_PREFIX).replace("MOST_ALONE", str(MOST_ALONE))
    st.html(
        f"<script>window.rotationPackingWords = {told};{script}</script>",
        unsafe_allow_javascript=True,
    )


# An archive is: for every file its head, name and bytes; a directory; an end (APPNOTE 4.3).
# Nothing is compressed. 0x800: names are UTF-8; 0x21: 1 January 1980.
_SCRIPT = r"""
(() => {
  if (window.rotationPacking) return;
  window.rotationPacking = true;
  const table = Uint32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n;
  });
  const crc = (bytes) => {
    let sum = ~0;
    for (let at = 0; at < bytes.length; at++) sum = table[(sum ^ bytes[at]) & 255] ^ (sum >>> 8);
    return ~sum >>> 0;
  };
  const fields = (...given) => {
    const view = new DataView(new ArrayBuffer(given.reduce((sum, [size]) => sum + size, 0)));
    let at = 0;
    for (const [size, value] of given) {
      if (size === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += size;
    }
    return view.buffer;
  };
  const packed = async (files, tell) => {
    const parts = [], directory = [];
    let at = 0, listed = 0, number = 0;
    for (const { path, file } of files) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const name = new TextEncoder().encode(path);
      const about = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, crc(bytes)],
        [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]];
      const head = fields([4, 0x04034b50], ...about);
      const entry = fields([4, 0x02014b50], [2, 20], ...about,
        [2, 0], [2, 0], [2, 0], [4, 0], [4, at]);
      parts.push(head, name, bytes);
      directory.push(entry, name);
      at += head.byteLength + name.length + bytes.length;
      listed += entry.byteLength + name.length;
      tell(++number, files.length);
    }
    const count = files.length;
    const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listed],
      [4, at], [2, 0]);
    const name = window.rotationPackingWords.name.replace("{count}", count);
    return new File([...parts, ...directory, end], name, { type: "application/zip" });
  };
  const inside = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((done, failed) => entry.file(done, failed));
      return [{ path: entry.fullPath.slice(1), file }];
    }
    const reader = entry.createReader(), found = [];
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return found;
      for (const each of some) found.push(...(await inside(each)));
    }
  };
  const place = (target) =>
    target instanceof Element ? target.closest('[class*="st-key-KEY_PREFIX"]') : null;
  const give = async (root, files) => {
    const status = document.createElement("div");
    status.setAttribute("role", "status");
    root.append(status);
    const tell = (number, of) => {
      const words = window.rotationPackingWords.packing;
      status.textContent = words.replace("{done}", number).replace("{of}", of);
    };
    tell(0, files.length);
    try {
      const is_key = ({ path }) => path.toLowerCase().endsWith(".keys.csv");
      const keys = files.filter(is_key).map(({ file }) => file);
      const papers = files.filter((each) => !is_key(each));
      const alone = papers.length <= MOST_ALONE;
      const given = new DataTransfer();
      const all = alone ? papers.map(({ file }) => file) : [await packed(papers, tell)];
      for (const file of [...all, ...keys]) given.items.add(file);
      const input = root.querySelector("input[type=file]");
      input.files = given.files;
      const change = new Event("change", { bubbles: true });
      change.rotationPacked = true;
      input.dispatchEvent(change);
    } finally {
      status.remove();
    }
  };
  document.addEventListener("change", (event) => {
    const root = place(event.target);
    const files = [...(event.target.files ?? [])];
    if (!root || event.rotationPacked || files.length <= MOST_ALONE) return;
    event.stopImmediatePropagation();
    give(root, files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
  }, true);
  document.addEventListener("drop", (event) => {
    const root = place(event.target);
    const entries = [...(event.dataTransfer?.items ?? [])]
      .map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const folders = entries.some((entry) => entry.isDirectory);
    if (!root || (!folders && entries.length <= MOST_ALONE)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    Promise.all(entries.map(inside)).then((found) => give(root, found.flat()));
  }, true);
})();
"""

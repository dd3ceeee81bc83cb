// Files that the user gets.

/** @param {string} name @param {BlobPart[]} parts @param {string} type */
export function saveFile(name, parts, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(parts, { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // a browser may ask first where it is to go
}

/** The text of a request; null where its client went away, or was killed, in the middle of it. */
export async function textOf(request) {
  let text = '';
  try {
    for await (const part of request.setEncoding('utf8')) text += part;
  } catch {
    return null;
  }
  return text;
}

// What a range of a document holds: as plain text, and as its Markdown.
#pragma once

#include <string>
#include <string_view>

#include "view/markdown/laid_document.hpp"

namespace moa::view {

/// Appends what `range` holds of block number `id` as plain text: list items with their markers, rows of
/// tables as lines with tabs between the cells. Blocks are set apart by a blank line, items of tight lists by
/// none. `before` is the block before it, nullptr at the beginning.
void append_plain(std::string& out, const markdown::Block* before, const markdown::Block& block, int id,
                  const TextRange& range);

/// All of it as plain text.
std::string plain_text(const LaidDocument& document, const TextRange& range);

/// The part of `source`, the document's Markdown, that holds all of the range: from one place to another
/// where Markdown can be cut, without white space at its end.
std::string_view source_text(const LaidDocument& document, const TextRange& range, std::string_view source);

}  // namespace moa::view

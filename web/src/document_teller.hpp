// Tells the page what a Markdown text consists of, block by block, from the parser that the canvas draws
// with.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json.hpp"
#include "view/markdown/markdown_stream.hpp"

namespace moa::web {

/// One block as web/contract.d.ts has it.
Json block_json(const view::Block& block);

/// A text that was not told before, and will not grow: all of its blocks.
Json blocks_json(std::string_view text);

/// A text that grows: only what has changed is told.
class DocumentTeller {
  public:
    /// {"from": I, "segments": [[block, ...], ...]}: segments from I on, in place of all from there;
    /// {"code": "..."}: the code at the end has grown by that. Empty where nothing has changed. `version` as
    /// for MarkdownStream.
    Json changes(std::string_view text, std::uint64_t version);

  private:
    Json grown_code();

    view::MarkdownStream stream_;
    std::vector<std::uint64_t> told_;  ///< versions of the segments as told
    std::size_t told_blocks_ = 0;      ///< of the last one
    std::string told_code_;            ///< that ends the text; empty where it ends otherwise
};

}  // namespace moa::web

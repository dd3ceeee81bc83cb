// Tells the page what a Markdown text consists of, block by block, from the parser that the canvas draws
// with.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json.hpp"
#include "markdown/stream.hpp"
#include "web/src/text_share.hpp"

namespace moa::web {

/// One block as web/contract.d.ts has it.
Json block_json(const markdown::Block& block);

/// All blocks of a text.
Json blocks_json(std::string_view text);
/// The blocks of its beginning, and where more of it is to be had; all of a text that is not long.
Json beginning_json(std::string_view text);

/// A text that grows: only what has changed is told, and of a long text a piece at a time.
class DocumentTeller {
  public:
    /// {"from": I, "segments": [[block, ...], ...]}: segments from I on, in place of all from there;
    /// {"code": "..."}: the code at the end has grown by that. Empty where nothing has changed. `version` as
    /// for markdown::Stream.
    Json changes(std::string_view text, std::uint64_t version, TextShare& share);
    /// Whether all of the text is told.
    bool is_complete() const { return complete_ && stream_.is_complete(); }

  private:
    Json grown_code();

    markdown::Stream stream_;
    std::uint64_t version_ = 0;  ///< of the text
    std::size_t taken_ = 0;      ///< of it, in bytes
    bool complete_ = true;
    std::vector<std::uint64_t> told_;  ///< versions of the segments as told
    std::size_t told_blocks_ = 0;      ///< of the last one
    std::string told_code_;            ///< that ends the text; empty where it ends otherwise
};

}  // namespace moa::web

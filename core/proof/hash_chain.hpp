// JSON Lines in which each line holds the hash of the line before, so that none can be changed, added or
// taken away in silence. The first line names the format and the plan by its hash.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "json_box.hpp"
#include "result.hpp"

namespace moa::proof {

class HashChain {
  public:
    /// The first line of a new file, with its line feed.
    std::string begin(std::string_view format, std::string_view plan_sha256);
    /// Another line: the object with one more member, "after".
    std::string add(const Json& object);
    /// The hash of the latest line: who knows it knows the whole file. Empty before the first.
    const std::string& head() const { return head_; }

    /// Reads a file, to go on with it; `take` gets each line but the first, and returns false for one that it
    /// does not understand. A torn last line is left out. The error completes "FILE: ": no `what` of this
    /// format, another plan's, or a line that is not the one that was written.
    static Result<HashChain> read(std::string_view text, std::string_view format, std::string_view what,
                                  std::string_view plan_sha256, const std::function<bool(const Json&)>& take);

  private:
    std::string head_;
};

}  // namespace moa::proof

// Telling a text that only grew from one that was replaced.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace moa::view {

/// For texts of which nobody else knows it (a node's own text has run::Node::text_version): keeps a copy and
/// compares.
class TextWatch {
  public:
    /// The same number as for the text before where this one begins with it, else another one.
    std::uint64_t version_of(std::string_view text) {
        if (!text.starts_with(text_)) {
            ++version_;
            text_.clear();
        }
        text_.append(text.substr(text_.size()));
        return version_;
    }

  private:
    std::string text_;
    std::uint64_t version_ = 0;
};

}  // namespace moa::view

// Recognises a text of any length when it is repeated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "random.hpp"

namespace moa::wire {

/// A text that is appended to and compared, but not kept: its length, a hash, its beginning and its end.
/// Texts of up to `kept_bytes` are compared byte by byte, longer ones by their hashes, or by their ends where
/// only a part is compared.
class TextDigest {
  public:
    /// More than two different answers have in common.
    static constexpr std::size_t kept_bytes = 4096;

    void append(std::string_view text);

    std::size_t size() const { return size_; }
    /// Without white space around it.
    std::size_t solid_size() const { return solid_size_; }

    /// But for white space around either.
    bool equals(std::string_view text) const;
    /// Whether `text` begins with the whole of this one.
    bool begins(std::string_view text) const;
    /// Whether this one begins or ends with `text`; both but for white space around them.
    bool covers(std::string_view text) const;
    /// How many bytes both begin with, but for white space before either. From `kept_bytes` on the texts are
    /// taken for the same.
    std::size_t common_prefix(std::string_view text) const;

  private:
    std::string_view beginning() const;

    std::size_t size_ = 0;
    std::size_t blank_ = 0;                 // white space it begins with
    std::string beginning_;                 // the first bytes behind it
    std::string ending_;                    // the last bytes, at most twice as many
    std::uint64_t hash_ = stable_hash({});  // without the white space it begins with
    std::uint64_t solid_hash_ = hash_;      // and without that it ends with
    std::size_t solid_size_ = 0;
};

}  // namespace moa::wire

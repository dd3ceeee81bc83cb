#include "wire/text_digest.hpp"

#include <algorithm>

#include "ascii.hpp"

namespace moa::wire {
namespace {

std::string_view without_lead(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(white_space), text.size()));
}

std::size_t same_bytes(std::string_view a, std::string_view b) {
    const auto most = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
    return static_cast<std::size_t>(std::mismatch(a.begin(), a.begin() + most, b.begin()).first - a.begin());
}

}  // namespace

void TextDigest::append(std::string_view text) {
    size_ += text.size();
    if (size_ - text.size() == blank_) {
        const std::string_view rest = without_lead(text);
        blank_ += text.size() - rest.size();
        text = rest;
    }
    if (text.empty()) return;
    beginning_ += text.substr(0, kept_bytes - std::min(kept_bytes, beginning_.size()));
    ending_ += text.substr(text.size() - std::min(kept_bytes, text.size()));
    if (ending_.size() > 2 * kept_bytes) ending_.erase(0, ending_.size() - kept_bytes);

    const std::size_t solid = text.find_last_not_of(white_space) + 1;  // 0: npos
    hash_ = stable_hash(text.substr(0, solid), hash_);
    if (solid > 0) {
        solid_hash_ = hash_;
        solid_size_ = size_ - blank_ - (text.size() - solid);
    }
    hash_ = stable_hash(text.substr(solid), hash_);
}

bool TextDigest::equals(std::string_view text) const {
    const std::string_view solid = trimmed(text);
    return solid.size() == solid_size_ && solid.starts_with(beginning()) && stable_hash(solid) == solid_hash_;
}

bool TextDigest::begins(std::string_view text) const {
    if (text.size() < size_ || text.size() - without_lead(text).size() < blank_) return false;
    const std::string_view solid = text.substr(blank_, size_ - blank_);
    return solid.starts_with(beginning_) && stable_hash(solid) == hash_;
}

bool TextDigest::covers(std::string_view text) const {
    const std::string_view words = trimmed(text);
    if (words.size() > solid_size_) return false;
    const std::string_view start = beginning();
    if (same_bytes(words, start) == std::min(words.size(), start.size())) return true;
    const std::string_view end = trimmed(ending_);
    if (words.size() <= end.size()) return end.ends_with(words);
    return end.size() >= kept_bytes / 2 && words.ends_with(end);  // else it is white space for the most part
}

std::size_t TextDigest::common_prefix(std::string_view text) const {
    const std::string_view words = without_lead(text);
    const std::size_t same = same_bytes(words, beginning());
    return same < kept_bytes ? same : std::min(words.size(), solid_size_);
}

/// Without the white space that the text ends with.
std::string_view TextDigest::beginning() const {
    return std::string_view(beginning_).substr(0, std::min(beginning_.size(), solid_size_));
}

}  // namespace moa::wire

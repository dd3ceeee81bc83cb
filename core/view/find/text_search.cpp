#include "view/find/text_search.hpp"

#include <imgui_internal.h>  // for ImTextCharFromUtf8

#include "fold_case.hpp"

namespace moa::view {
namespace {

struct Letter {
    char32_t code_point = 0;
    std::uint32_t size = 0;
};

Letter letter_at(std::string_view text, std::uint32_t at) {
    unsigned code_point = 0;
    const char* const begin = text.data() + at;
    const int size = ImTextCharFromUtf8(&code_point, begin, text.data() + text.size());
    return {code_point, static_cast<std::uint32_t>(size)};
}

/// The place `letters` code points before `end`.
std::uint32_t back(std::string_view text, std::uint32_t end, std::uint32_t letters) {
    for (; letters > 0 && end > 0; --letters) {
        --end;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            --end;
    }
    return end;
}

}  // namespace

Needle::Needle(std::string_view words) {
    for (std::uint32_t at = 0; at < words.size();) {
        const Letter letter = letter_at(words, at);
        letters_.push_back(fold_case(letter.code_point));
        at += letter.size;
    }
    shorter_.assign(letters_.size() + 1, 0);
    std::uint32_t matched = 0;
    for (std::size_t i = 1; i < letters_.size(); ++i) {
        while (matched > 0 && letters_[i] != letters_[matched])
            matched = shorter_[matched];
        if (letters_[i] == letters_[matched]) ++matched;
        shorter_[i + 1] = matched;
    }
}

std::uint32_t Needle::advance(std::uint32_t matched, char32_t c) const {
    const char32_t folded = fold_case(c);
    while (matched > 0 && letters_[matched] != folded)
        matched = shorter_[matched];
    return letters_[matched] == folded ? matched + 1 : 0;
}

/// `text` begins with what is known of the part.
void TextSearch::search_part(TextPlace at, std::string_view text, Part& part) {
    bytes_searched_ += text.size() - part.text.size();
    for (auto place = static_cast<std::uint32_t>(part.text.size()); place < text.size();) {
        const Letter letter = letter_at(text, place);
        place += letter.size;
        part.matched = needle_.advance(part.matched, letter.code_point);
        if (part.matched < needle_.size()) continue;
        part.matched = 0;  // the next one begins behind it
        found_.push_back(
            {{at.block, at.cell, back(text, place, needle_.size())}, {at.block, at.cell, place}});
    }
    part.text.append(text.substr(part.text.size()));
    part.found_end = found_.size();
}

void TextSearch::search_segment(const markdown::Stream::Segment& segment) {
    std::size_t next = 0;
    int id = first_id_;
    for (const markdown::Block& block : segment.blocks) {
        for (int cell = 0; cell < part_count(block); ++cell, ++next) {
            const std::string_view text = part_of(block, cell).text;
            const bool known = next < parts_.size() && text.starts_with(parts_[next].text);
            if (known && text.size() == parts_[next].text.size()) continue;
            // What stands behind a part that has changed may have moved.
            parts_.resize(known ? next + 1 : next);
            const std::size_t before = parts_.empty() ? found_base_ : parts_.back().found_end;
            found_.resize(before);
            if (!known) parts_.emplace_back();
            search_part({id, cell, 0}, text, parts_.back());
        }
        ++id;
    }
    parts_.resize(next);
    found_.resize(parts_.empty() ? found_base_ : parts_.back().found_end);
}

void TextSearch::update(std::string_view text, std::uint64_t version, markdown::TextRoom& room) {
    if (needle_.empty()) return;
    stream_.update(text, version, room);
    if (generation_ != stream_.generation()) {
        generation_ = stream_.generation();
        found_.clear();
        parts_.clear();
        segment_ = found_base_ = 0;
        version_ = 0;
        first_id_ = 0;
    }
    const auto& segments = stream_.segments();
    for (std::size_t s = segment_; s < segments.size(); ++s) {
        if (s > segment_) {
            first_id_ += static_cast<int>(segments[segment_].blocks.size());
            found_base_ = found_.size();
            parts_.clear();
            version_ = 0;
            segment_ = s;
        }
        if (segments[s].version == version_) continue;
        version_ = segments[s].version;
        search_segment(segments[s]);
    }
}

}  // namespace moa::view

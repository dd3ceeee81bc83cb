#include "view/text/wrapped_text.hpp"

#include <imgui_internal.h>

#include <algorithm>

namespace moa::view {
namespace {

std::uint64_t mix(std::uint64_t hash, std::string_view bytes) {
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

bool is_closing(ImWchar c) {
    return c == 0x3001 || c == 0x3002 || c == 0xff0c || c == 0xff0e || c == 0xff01 || c == 0xff1f ||
           c == 0xff1a || c == 0xff1b || c == 0x300d || c == 0x300f || c == 0xff09 || c == 0x3011 ||
           c == 0x30fc;
}

}  // namespace

bool breaks_anywhere(char32_t c) {
    return (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0xff00 && c <= 0xff60) || (c >= 0x20000 && c <= 0x3ffff);
}

std::uint64_t sample_text(std::string_view text) {
    constexpr std::size_t piece = 24;
    constexpr std::size_t between = 6;
    std::uint64_t hash = mix(14695981039346656037ULL, text.substr(0, piece));
    if (text.size() > piece) hash = mix(hash, text.substr(text.size() - piece));
    for (std::size_t i = 1; i < between; ++i)
        hash = mix(hash, text.substr(text.size() * i / between, 4));
    return hash;
}

LineBreak break_line(std::string_view text, const Pen& pen, TextStyle style, float width) {
    ImFontBaked* baked = pen.fonts().baked(style.face, style.size * pen.pixel_ratio());
    const float limit = width * 2.0F * pen.pixel_ratio();
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    const auto offset = [begin](const char* at) { return static_cast<std::size_t>(at - begin); };

    float x = 0;
    LineBreak last{0, 0};         // the latest place where the line may be broken
    const char* ink_end = begin;  // end of the last character that is no blank
    bool broke_after_cjk = false;
    for (const char* at = begin; at < end;) {
        const char* here = at;
        ImWchar c = static_cast<unsigned char>(*at);
        if (c < 0x80) {
            ++at;
        } else {
            unsigned int decoded = 0;
            const int length = ImTextCharFromUtf8(&decoded, at, end);
            at += length > 0 ? length : 1;
            c = static_cast<ImWchar>(decoded);
        }
        if (c == '\n') return {offset(ink_end), offset(at)};
        if (c == ' ' || c == '\t' || c == '\r') {
            if (c != '\r') {
                constexpr int blank_index = ' ';
                const bool known =
                    blank_index < baked->IndexAdvanceX.Size && baked->IndexAdvanceX.Data[blank_index] >= 0;
                const float blank =
                    known ? baked->IndexAdvanceX.Data[blank_index] : baked->GetCharAdvance(' ');
                x += c == '\t' ? blank * 4 : blank;
            }
            // Blanks hang over the edge: they never start a line.
            last = {offset(ink_end), offset(at)};
            broke_after_cjk = false;
            continue;
        }
        const bool cjk = c >= 0x2e80 && breaks_anywhere(static_cast<char32_t>(c));
        if ((cjk || broke_after_cjk) && here > begin && !is_closing(c) && last.next != offset(here)) {
            last = {offset(here), offset(here)};
        }
        const bool known =
            c < static_cast<unsigned>(baked->IndexAdvanceX.Size) && baked->IndexAdvanceX.Data[c] >= 0;
        x += known ? baked->IndexAdvanceX.Data[c] : baked->GetCharAdvance(c);
        if (x > limit && here > begin) {
            if (last.next > 0 && last.end > 0) return last;
            return {offset(here), offset(here)};
        }
        ink_end = at;
        broke_after_cjk = cjk;
        if (c == '-' || c == '/') last = {offset(at), offset(at)};
    }
    return {offset(ink_end), text.size()};
}

bool WrappedText::continues(std::string_view text) const {
    return text.size() >= size_ && sample_text(text.substr(0, size_)) == samples_;
}

void WrappedText::take_samples(std::string_view text) {
    size_ = text.size();
    samples_ = sample_text(text);
}

void WrappedText::update(std::string_view text, const Pen& pen, TextStyle style, float width) {
    const bool same_shape =
        width == width_ && style.size == style_size_ && style.face == face_ && pen.pixel_ratio() == ratio_;
    const bool continued = same_shape && continues(text);
    if (continued && text.size() == size_) return;
    std::size_t from = 0;
    if (continued && !lines_.empty()) {
        from = lines_.back().begin;
        lines_.pop_back();
    } else {
        lines_.clear();
    }
    width_ = width;
    style_size_ = style.size;
    face_ = style.face;
    ratio_ = pen.pixel_ratio();
    while (from < text.size()) {
        const LineBreak found = break_line(text.substr(from), pen, style, width);
        lines_.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(from + found.end)});
        ++lines_broken_;
        from += std::max<std::size_t>(found.next, 1);
    }
    take_samples(text);
}

}  // namespace moa::view

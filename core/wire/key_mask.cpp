#include "wire/key_mask.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "ascii.hpp"

namespace moa::wire {
namespace {

constexpr std::string_view base64_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// All but the unreserved characters of RFC 3986, section 2.3, as %XX.
std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_letter(c) || is_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos) {
            encoded += c;
        } else {
            encoded += {'%', digits[byte >> 4U], digits[byte & 0xFU]};
        }
    }
    return encoded;
}

/// What base64 (RFC 4648) always makes of the text where `before` bytes stand before it: without the letters
/// at its ends that depend on its neighbours, too.
std::string base64_core(std::string_view text, std::size_t before) {
    const std::string padded = std::string(before, '\0') + std::string(text);
    std::string letters;
    const std::size_t last = padded.size() * 8 / 6;
    for (std::size_t at = (before * 8 + 5) / 6; at < last; ++at) {
        const std::size_t bit = at * 6;
        const auto byte = [&padded](std::size_t i) {
            return i < padded.size() ? std::uint32_t{static_cast<unsigned char>(padded[i])} : 0U;
        };
        const std::uint32_t pair = byte(bit / 8) << 8U | byte(bit / 8 + 1);
        letters += base64_letters[pair >> (10 - bit % 8) & 0x3FU];
    }
    return letters;
}

}  // namespace

KeyMask::KeyMask(std::string_view authorization) {
    add_key(authorization.substr(authorization.rfind(' ') + 1));
}

void KeyMask::add(std::string_view header_value) {
    add_key(header_value);
    add_key(header_value.substr(header_value.rfind(' ') + 1));
}

void KeyMask::add_key(std::string_view key) {
    if (key.size() < shortest_key) return;
    add_form(std::string(key));
    add_form({key.rbegin(), key.rend()});
    add_form(percent_encoded(key));
    for (const std::size_t before : {0U, 1U, 2U}) {
        std::string letters = base64_core(key, before);
        add_form(letters);
        std::replace(letters.begin(), letters.end(), '+', '-');
        std::replace(letters.begin(), letters.end(), '/', '_');
        add_form(std::move(letters));
    }
}

void KeyMask::add_form(std::string form) {
    if (std::find(forms_.begin(), forms_.end(), form) != forms_.end()) return;
    begins_[static_cast<unsigned char>(form.front())] = true;
    forms_.push_back(std::move(form));
}

const std::string* KeyMask::form_at(std::string_view text) const {
    const auto it = std::find_if(forms_.begin(), forms_.end(),
                                 [text](const std::string& form) { return text.starts_with(form); });
    return it == forms_.end() ? nullptr : &*it;
}

bool KeyMask::may_begin_form(std::string_view text) const {
    return std::any_of(forms_.begin(), forms_.end(), [text](const std::string& form) {
        return text.size() < form.size() && std::string_view(form).starts_with(text);
    });
}

std::string KeyMask::take(std::string_view bytes) {
    if (!active()) return std::string(bytes);
    held_.append(bytes);
    const std::string_view text = held_;
    std::string out;
    std::size_t from = 0;  // what is not handed on yet
    std::size_t at = 0;
    while (at < text.size()) {
        const std::string_view left = text.substr(at);
        const bool may_begin = begins_[static_cast<unsigned char>(left.front())];
        if (const std::string* form = may_begin ? form_at(left) : nullptr) {
            out.append(text, from, at - from).append("[key]");
            from = at += form->size();
            continue;
        }
        if (may_begin && may_begin_form(left)) break;
        ++at;
    }
    out.append(text, from, at - from);
    held_.erase(0, at);
    return out;
}

std::string KeyMask::masked(std::string_view text) const {
    if (!active()) return std::string(text);
    KeyMask mask = *this;
    mask.held_.clear();
    std::string out = mask.take(text);
    return out += mask.rest();
}

void KeyMask::mask(Error& error) const {
    error.message = masked(error.message);
    error.provider_words = masked(error.provider_words);
}

std::string KeyMask::rest() {
    std::string out;
    // What is held back begins like one form and may hold another one.
    while (!held_.empty()) {
        out += held_.front();
        const std::string left = held_.substr(1);
        held_.clear();
        out += take(left);
    }
    return out;
}

}  // namespace moa::wire

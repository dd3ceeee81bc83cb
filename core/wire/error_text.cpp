#include "wire/error_text.hpp"

#include <algorithm>
#include <array>

#include "ascii.hpp"
#include "wire/utf8.hpp"

namespace moa::wire {
namespace {

constexpr std::string_view key_mark = "[key]";
constexpr std::size_t most_bytes_read = 16 * 1024;  // of a page: its message stands at the top

bool is_space_or_control(char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
}

/// What keys are made of, masked ones (sk-ab***yz) included.
bool is_key_character(char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '*';
}

bool looks_like_key(std::string_view word) {
    // OpenAI and OpenRouter, Groq, Together, xAI, Hugging Face, Google, Perplexity, NVIDIA, JSON web tokens,
    // AWS.
    constexpr std::array<std::string_view, 13> prefixes = {
        "sk-", "sk_", "pk-", "gsk_", "tgp_", "xai-", "hf_", "AIza", "pplx-", "nvapi-", "eyJ", "AKIA", "key_"};
    constexpr std::size_t shortest = 8;
    for (const std::string_view prefix : prefixes) {
        if (word.size() >= shortest && word.starts_with(prefix)) return true;
    }
    if (word.find("***") != std::string_view::npos) return true;
    // A long run of letters and digits without a hyphen: keys without a prefix. Model names are not like
    // that.
    constexpr std::size_t long_run = 32;
    if (word.size() < long_run || word.find('-') != std::string_view::npos) return false;
    return std::any_of(word.begin(), word.end(), is_digit) &&
           std::any_of(word.begin(), word.end(), is_letter);
}

bool starts_with_word(std::string_view text, std::string_view lower_word) {
    return text.size() >= lower_word.size() && lower_case(text.substr(0, lower_word.size())) == lower_word;
}

/// Text between tags; script and style elements are left out with their content.
std::string without_markup(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t open = text.find('<');
        out.append(text.substr(0, open));
        if (open == std::string_view::npos) break;
        text.remove_prefix(open);
        const bool is_tag = text.size() > 1 && (is_letter(text[1]) || text[1] == '/' || text[1] == '!');
        if (!is_tag) {
            out.push_back('<');
            text.remove_prefix(1);
            continue;
        }
        std::size_t close = std::string_view::npos;
        if (text.starts_with("<!--")) {
            close = text.find("-->");
            if (close != std::string_view::npos) close += 2;
        } else {
            for (const std::string_view element : {"script", "style"}) {
                if (!starts_with_word(text.substr(1), element)) continue;
                const std::size_t end = lower_case(text).find("</" + std::string(element));
                text.remove_prefix(std::min(end, text.size()));  // all of it when it is never closed
                break;
            }
            close = text.find('>');
        }
        out.push_back(' ');
        if (close == std::string_view::npos) break;
        text.remove_prefix(close + 1);
    }
    return out;
}

std::string with_entities_decoded(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> entities = {
        {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}}};
    std::string out;
    while (!text.empty()) {
        const auto found = std::find_if(entities.begin(), entities.end(),
                                        [&](const auto& entity) { return text.starts_with(entity.first); });
        if (found != entities.end()) {
            out.append(found->second);
            text.remove_prefix(found->first.size());
        } else {
            out.push_back(text.front());
            text.remove_prefix(1);
        }
    }
    return out;
}

std::string shortened(std::string text) {
    if (text.size() <= max_error_text_bytes) return text;
    std::string_view kept = std::string_view(text).substr(0, max_error_text_bytes);
    kept = kept.substr(0, complete_utf8_prefix(kept));
    return std::string(kept) + "\u2026";
}

bool holds_markup(std::string_view text) {
    const std::string lower = lower_case(text);
    for (const std::string_view sign : {"<html", "<!doctype", "<body", "<head", "<br", "<p>", "</"}) {
        if (lower.find(sign) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

std::string one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (!is_space_or_control(c)) {
            out.push_back(c);
        } else if (!out.empty() && out.back() != ' ') {
            out.push_back(' ');
        }
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::string redact_keys(std::string_view text) {
    std::string out;
    bool after_bearer = false;
    while (!text.empty()) {
        if (!is_key_character(text.front())) {
            if (!is_space_or_control(text.front())) after_bearer = false;
            out.push_back(text.front());
            text.remove_prefix(1);
            continue;
        }
        std::size_t length = 1;
        // A dot inside belongs to the word (JSON web tokens), one at its end does not.
        while (length < text.size() && (is_key_character(text[length]) ||
                                        (text[length] == '.' && text.starts_with("eyJ") &&
                                         length + 1 < text.size() && is_key_character(text[length + 1])))) {
            ++length;
        }
        const std::string_view word = text.substr(0, length);
        const bool is_key = looks_like_key(word) || (after_bearer && word.size() >= 8);
        out.append(is_key ? key_mark : word);
        after_bearer = lower_case(word) == "bearer";
        text.remove_prefix(length);
    }
    return out;
}

std::string clean_error_text(std::string_view words) {
    std::string valid;
    append_valid_utf8(words.substr(0, most_bytes_read), valid);
    if (holds_markup(valid)) valid = with_entities_decoded(without_markup(valid));
    return shortened(redact_keys(one_line(valid)));
}

bool is_html(std::string_view body) {
    const std::size_t first = body.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && body[first] == '<';
}

bool is_web_page(std::string_view body) {
    if (!is_html(body)) return false;
    const std::string lower = lower_case(body.substr(0, most_bytes_read));
    return lower.find("<?xml") == std::string::npos || lower.find("<html") != std::string::npos;
}

std::string html_text(std::string_view body) {
    body = body.substr(0, most_bytes_read);
    const std::string lower = lower_case(body);
    const auto names = is_web_page(body)
                           ? std::array<std::string_view, 3>{"title"}
                           : std::array<std::string_view, 3>{"message", "faultstring", "description"};
    for (const std::string_view name : names) {
        if (name.empty()) continue;
        const std::size_t element = lower.find("<" + std::string(name));
        const std::size_t from = element == std::string::npos ? element : lower.find('>', element);
        const std::size_t to = from == std::string::npos ? from : lower.find("</" + std::string(name), from);
        if (to == std::string::npos) continue;
        std::string text = clean_error_text(with_entities_decoded(body.substr(from + 1, to - from - 1)));
        if (!text.empty()) return text;
    }
    return clean_error_text(body);
}

}  // namespace moa::wire

#include "session/key_ring.hpp"

#include <algorithm>

namespace moa::session {
namespace {

constexpr std::string_view white_space = " \t\r\n\f\v";

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(white_space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

/// Visible ASCII only: anything else could end the header line, or is not what a provider issues.
bool fits_header(std::string_view key) {
    return std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

bool KeyRing::set(std::string_view provider, std::string_view base_url, std::string_view key) {
    key = trimmed(key);
    if (key.empty()) {
        forget(provider);
        return true;
    }
    const std::string origin = wire::origin_of(base_url);
    if (origin.empty() || !fits_header(key)) return false;
    entries_.insert_or_assign(std::string(provider), Entry{origin, std::string(key)});
    return true;
}

void KeyRing::forget(std::string_view provider) {
    if (const auto it = entries_.find(provider); it != entries_.end()) entries_.erase(it);
}

bool KeyRing::has(std::string_view provider, std::string_view base_url) const {
    return authorization(provider, base_url).has_value();
}

std::optional<wire::Header> KeyRing::authorization(std::string_view provider, std::string_view url) const {
    const auto it = entries_.find(provider);
    if (it == entries_.end() || it->second.origin != wire::origin_of(url)) return std::nullopt;
    return wire::Header{"Authorization", "Bearer " + it->second.key};
}

}  // namespace moa::session

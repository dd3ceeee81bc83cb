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
        forget(provider, base_url);
        return true;
    }
    Place place{provider, wire::origin_of(base_url)};
    if (place.second.empty() || !fits_header(key)) return false;
    keys_.insert_or_assign(std::move(place), std::string(key));
    return true;
}

void KeyRing::forget(std::string_view provider, std::string_view base_url) {
    keys_.erase({std::string(provider), wire::origin_of(base_url)});
}

void KeyRing::merge(const KeyRing& other) {
    for (const auto& [place, key] : other.keys_)
        keys_.insert_or_assign(place, key);
}

void KeyRing::fill(const KeyRing& other) {
    keys_.insert(other.keys_.begin(), other.keys_.end());
}

bool KeyRing::has(std::string_view provider, std::string_view base_url) const {
    return authorization(provider, base_url).has_value();
}

std::optional<wire::Header> KeyRing::authorization(std::string_view provider, std::string_view url) const {
    const auto it = keys_.find({std::string(provider), wire::origin_of(url)});
    if (it == keys_.end()) return std::nullopt;
    return wire::Header{"Authorization", "Bearer " + it->second};
}

}  // namespace moa::session

#include "session/credentials.hpp"

#include <algorithm>
#include <utility>

#include "ascii.hpp"
#include "session/key_text.hpp"
#include "wire/key_mask.hpp"

namespace moa::session {

bool Credentials::set(std::string_view provider, std::string_view base_url, std::string_view key) {
    PastedKey pasted = read_pasted_key(key);
    if (!pasted.fault.empty()) return false;
    if (pasted.key.empty()) {
        forget(provider, base_url);
        return true;
    }
    if (!wire::may_carry_key(base_url)) return false;
    keys_.insert_or_assign({std::string(provider), wire::origin_of(base_url)}, std::move(pasted.key));
    return true;
}

std::string Credentials::refusal(std::string_view label, std::string_view base_url, std::string_view key) {
    const PastedKey pasted = read_pasted_key(key);
    const std::string fault = pasted.key.empty() && pasted.fault.empty() ? "it is empty" : pasted.fault;
    if (!fault.empty())
        return "This is not an API key for " + std::string(label) + ": " + fault + ". Copy it again.";
    if (wire::may_carry_key(base_url)) return {};
    return "No key is sent to " + std::string(label) +
           " at this address, because http:// would send it unencrypted to another machine. Use https://.";
}

void Credentials::forget(std::string_view provider, std::string_view base_url) {
    const auto it = keys_.find({std::string(provider), wire::origin_of(base_url)});
    if (it == keys_.end()) return;
    wipe(it->second);
    keys_.erase(it);
}

void Credentials::merge(const Credentials& other) {
    for (const auto& [place, key] : other.keys_)
        keys_.insert_or_assign(place, key);
    for (const auto& [place, headers] : other.headers_)
        headers_.insert_or_assign(place, headers);
}

void Credentials::fill(const Credentials& other) {
    keys_.insert(other.keys_.begin(), other.keys_.end());
    headers_.insert(other.headers_.begin(), other.headers_.end());
}

bool Credentials::has(std::string_view provider, std::string_view base_url) const {
    return authorization(provider, base_url).has_value() || !headers(provider, base_url).empty();
}

std::optional<Error> Credentials::set_header(std::string_view provider, std::string_view base_url,
                                             wire::Header header) {
    if (!wire::may_carry_key(base_url)) {
        return invalid_input("No header is sent to " + std::string(provider) +
                             " at this address, because http:// would send it unencrypted to another "
                             "machine. Use https://.");
    }
    wire::Headers& own = headers_[{std::string(provider), wire::origin_of(base_url)}];
    std::erase_if(own, [&header](const wire::Header& each) {
        return lower_case(each.first) == lower_case(header.first);
    });
    own.push_back(std::move(header));
    return std::nullopt;
}

wire::Headers Credentials::headers(std::string_view provider, std::string_view url) const {
    const auto it = headers_.find({std::string(provider), wire::origin_of(url)});
    return it == headers_.end() ? wire::Headers() : it->second;
}

std::string Credentials::masked(std::string text) const {
    for (const auto& [place, key] : keys_) {
        text = wire::KeyMask("Bearer " + key).masked(text);
    }
    for (const auto& [place, headers] : headers_) {
        for (const wire::Header& header : headers)
            text = wire::KeyMask(header.second).masked(text);
    }
    return text;
}

std::optional<Error> Credentials::refusal(const std::vector<wire::ChatMessage>& messages) const {
    const bool holds = std::any_of(messages.begin(), messages.end(), [this](const wire::ChatMessage& each) {
        return masked(each.content) != each.content;
    });
    if (!holds) return std::nullopt;
    return invalid_input("An API key stands in what would be sent to all models: remove it.");
}

std::optional<wire::Header> Credentials::authorization(std::string_view provider,
                                                       std::string_view url) const {
    const auto it = keys_.find({std::string(provider), wire::origin_of(url)});
    if (it == keys_.end()) return std::nullopt;
    return wire::Header{"Authorization", "Bearer " + it->second};
}

}  // namespace moa::session

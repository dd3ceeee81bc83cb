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
    if (!wire::may_carry_key(base_url) && !wire::needs_yes_for_key(base_url)) return false;
    keys_.insert_or_assign({std::string(provider), wire::origin_of(base_url)}, std::move(pasted.key));
    return true;
}

std::string Credentials::text_refusal(std::string_view label, std::string_view key) {
    const PastedKey pasted = read_pasted_key(key);
    const std::string fault = pasted.key.empty() && pasted.fault.empty() ? "it is empty" : pasted.fault;
    if (fault.empty()) return {};
    return "This is not an API key for " + std::string(label) + ": " + fault + ". Copy it again.";
}

std::string Credentials::address_refusal(std::string_view label, std::string_view base_url) const {
    if (may_go_to(base_url)) return {};
    return "No key is sent to " + std::string(label) + " at " + wire::origin_of(base_url) +
           ", because http:// would send it unencrypted to another machine. Use https://" +
           (wire::needs_yes_for_key(base_url) ? ", or allow it for this address." : ".");
}

std::string Credentials::refusal(std::string_view label, std::string_view base_url,
                                 std::string_view key) const {
    std::string text = text_refusal(label, key);
    return text.empty() ? address_refusal(label, base_url) : text;
}

void Credentials::allow_http(std::string_view base_url) {
    if (wire::needs_yes_for_key(base_url)) http_origins_.insert(wire::origin_of(base_url));
}

void Credentials::forbid_http(std::string_view base_url) {
    http_origins_.erase(wire::origin_of(base_url));
}

bool Credentials::may_go_to(std::string_view base_url) const {
    return wire::may_carry_key(base_url) || http_origins_.count(wire::origin_of(base_url)) > 0;
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
    http_origins_.insert(other.http_origins_.begin(), other.http_origins_.end());
}

void Credentials::fill(const Credentials& other) {
    keys_.insert(other.keys_.begin(), other.keys_.end());
    headers_.insert(other.headers_.begin(), other.headers_.end());
    http_origins_.insert(other.http_origins_.begin(), other.http_origins_.end());
}

bool Credentials::has(std::string_view provider, std::string_view base_url) const {
    return authorization(provider, base_url).has_value() || !headers(provider, base_url).empty();
}

std::optional<Error> Credentials::set_header(std::string_view provider, std::string_view base_url,
                                             wire::Header header) {
    // A header that is set here is as secret as a key.
    if (std::string refusal = address_refusal(provider, base_url); !refusal.empty())
        return invalid_input(std::move(refusal));
    wire::Headers& own = headers_[{std::string(provider), wire::origin_of(base_url)}];
    std::erase_if(own, [&header](const wire::Header& each) {
        return lower_case(each.first) == lower_case(header.first);
    });
    own.push_back(std::move(header));
    return std::nullopt;
}

wire::Headers Credentials::headers(std::string_view provider, std::string_view url) const {
    const auto it = headers_.find({std::string(provider), wire::origin_of(url)});
    if (!may_go_to(url)) return {};
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
    if (it == keys_.end() || !may_go_to(url)) return std::nullopt;
    return wire::Header{"Authorization", "Bearer " + it->second};
}

}  // namespace moa::session

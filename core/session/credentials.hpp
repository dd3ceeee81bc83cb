// Keys and where they may go: a key belongs to one provider and to the one origin it was entered for, and so
// does a header of the user's own.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "error.hpp"
#include "wire/chat.hpp"
#include "wire/http.hpp"

namespace moa::session {

class Credentials {
  public:
    /// Remembers `key` for calls of `provider` to the origin of `base_url`, beside its keys for other
    /// origins. What is pasted along with a key is dropped, see read_pasted_key; an empty key forgets it.
    /// False for what cannot be a key, and where none may ever go. Where one needs the user's yes, it is held
    /// and stays unused until then.
    bool set(std::string_view provider, std::string_view base_url, std::string_view key);
    /// Why this is no key for `label`, the provider's name for people, or that it is empty: a sentence that
    /// does not repeat it. Nothing where it can be one.
    static std::string text_refusal(std::string_view label, std::string_view key);
    /// Why no key goes to `label` at that address as things are: it would travel readable. Nothing where one
    /// may.
    std::string address_refusal(std::string_view label, std::string_view base_url) const;
    /// The first of the two.
    std::string refusal(std::string_view label, std::string_view base_url, std::string_view key) const;

    // The user's yes: to the origin of such an address in their own network, keys and headers go over http.
    /// Nothing becomes of it where no yes is needed, or none helps.
    void allow_http(std::string_view base_url);
    /// Takes it back.
    void forbid_http(std::string_view base_url);
    bool may_go_to(std::string_view base_url) const;
    /// Those with a yes.
    const std::set<std::string>& http_origins() const { return http_origins_; }

    /// Overwrites the key before it is freed.
    void forget(std::string_view provider, std::string_view base_url);
    /// Takes over all keys of `other`, in place of those for the same provider and origin; and each yes.
    void merge(const Credentials& other);
    /// Takes the other's keys over where this has none.
    void fill(const Credentials& other);
    /// Whether calls of `provider` to that origin carry a key, or headers of the user's own in its place.
    bool has(std::string_view provider, std::string_view base_url) const;

    /// Remembers a header for calls of `provider` to the origin of `base_url`, beside its others there; one
    /// of the same name is replaced. Refused where it would travel readable without the user's yes.
    std::optional<Error> set_header(std::string_view provider, std::string_view base_url,
                                    wire::Header header);
    /// Those headers for a call of `provider` to `url`; none where the URL's origin is another one.
    wire::Headers headers(std::string_view provider, std::string_view url) const;

    /// The Authorization header for a call of `provider` to `url`; nothing without a key or when the URL's
    /// origin is not the one the key was entered for.
    std::optional<wire::Header> authorization(std::string_view provider, std::string_view url) const;

    /// A text that is to leave this program, with each of these keys and header values replaced by "[key]",
    /// in all forms that wire::KeyMask knows.
    std::string masked(std::string text) const;

    /// Why these messages are not sent: one of them holds one of the keys, which all models would get.
    std::optional<Error> refusal(const std::vector<wire::ChatMessage>& messages) const;

  private:
    /// Provider and origin.
    using Place = std::pair<std::string, std::string>;
    std::map<Place, std::string> keys_;
    std::map<Place, wire::Headers> headers_;
    std::set<std::string> http_origins_;
};

}  // namespace moa::session

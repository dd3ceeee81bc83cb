// Takes a key out of what comes back: servers quote the request they refuse, key and all.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"

namespace moa::wire {

/// Replaces one key in a stream of bytes, however it is cut, by "[key]": as it was sent, percent-encoded,
/// backwards, and in base64 (either alphabet) at any of its three places in a longer text. It looks for the
/// key itself and not for what keys look like, so the key may look like anything.
class KeyMask {
  public:
    /// Shorter ones are no secrets but words that servers of one's own take for a key ("anything",
    /// "lm-studio"), and stay as they are.
    static constexpr std::size_t shortest_key = 16;

    /// `authorization`: the header's value, "Bearer ..."; empty where none is sent.
    explicit KeyMask(std::string_view authorization);
    /// Looks for this header's value as well, as a whole and for its last word.
    void add(std::string_view header_value);

    /// The next bytes as they may be handed on. The end of them is held back where it may be the key's
    /// beginning.
    std::string take(std::string_view bytes);
    /// What was held back, once no more bytes come.
    std::string rest();
    /// A text that is whole, as it may be handed on.
    std::string masked(std::string_view text) const;
    /// The same of all that an error says.
    void mask(Error& error) const;
    /// Whether there is a key to look for.
    bool active() const { return !forms_.empty(); }

  private:
    void add_key(std::string_view key);
    void add_form(std::string form);
    /// The form that begins the text; null for none.
    const std::string* form_at(std::string_view text) const;
    /// Whether the text may be the beginning of a form.
    bool may_begin_form(std::string_view text) const;

    std::vector<std::string> forms_;
    std::array<bool, 256> begins_{};  ///< bytes that a form begins with
    std::string held_;
};

}  // namespace moa::wire

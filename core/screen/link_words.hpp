// Words of what is shared as a link, which the page has in its own dialogs and the window on its screens.
#pragma once

#include <string_view>

#include "screen/words.hpp"

namespace moa::screen::words {

inline constexpr std::string_view open_file = "Open a file or a link";
inline constexpr std::string_view share_link = "Share as a link";
inline constexpr std::string_view link_holds =
    "The link itself holds everything. Who has it can read it; no server stores it.";
inline constexpr std::string_view copy_link = "Copy the link";
inline constexpr std::string_view protect_link = "Protect it with a passphrase";
inline constexpr std::string_view send_passphrase = "Send the passphrase by another way.";
inline constexpr std::string_view suggest_passphrase = "Suggest one";
inline constexpr std::string_view ask_passphrase = "Enter the passphrase that its sender gave you.";

/// Those that the page asks for by name, with those of words.hpp.
inline constexpr Named links_for_page[] = {
    {"share_link", share_link},
    {"link_holds", link_holds},
    {"copy_link", copy_link},
    {"protect_link", protect_link},
    {"send_passphrase", send_passphrase},
    {"suggest_passphrase", suggest_passphrase},
    {"ask_passphrase", ask_passphrase},
};

}  // namespace moa::screen::words

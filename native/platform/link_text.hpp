// Links of the page: a recipe or a run log packed into text, as web/page/link_text.js writes and reads it. A
// version, then raw deflate in base64url: "1.PACKED"; under a passphrase "1e." and salt (16 bytes), IV (12),
// AES-256-GCM.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "result.hpp"

namespace moa::native {

/// What messengers and browsers pass on whole.
inline constexpr std::size_t most_packed_link = std::size_t{32} << 10U;

/// What a link holds behind its '#': a whole link, "#1. ..." and "1. ..." are taken, with blanks around them.
/// Empty where it is none, of whichever version.
std::string_view link_fragment(std::string_view text);
/// Whether a passphrase is needed to read it. `fragment` as link_fragment gives it.
bool is_sealed_link(std::string_view fragment);

/// What is wrong with a passphrase for a new link, as a sentence; empty for nothing. Any other is sealed
/// alike by the page.
std::string_view passphrase_fault(std::string_view passphrase);

/// One of 80 random bits, in letters and digits that are not mistaken for each other; empty where the system
/// gives no random bytes.
std::string suggested_passphrase();

/// The fragment, without '#', of a text without keys. An empty passphrase: it is not encrypted. The error
/// says that it is too large. Sealing takes about half a second.
Result<std::string> make_link_fragment(std::string_view text, std::string_view passphrase);

/// The text: at most 1 MB. The error says what to do; it tells nothing of the text or the passphrase.
Result<std::string> read_link_fragment(std::string_view fragment, std::string_view passphrase);

}  // namespace moa::native

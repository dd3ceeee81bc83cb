#include "native/platform/link_text.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "figures.hpp"

namespace moa::native {
namespace {

constexpr std::string_view open_form = "1.";
constexpr std::string_view sealed_form = "1e.";
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t iv_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t most_text = std::size_t{1} << 20U;
constexpr int rounds = 1'000'000;  // as the page's passphrase.js; OWASP asks for 600,000 at least
constexpr std::size_t least_passphrase = 12;
constexpr int raw_deflate = -15;  // zlib's window bits: the greatest window, without a header
constexpr std::string_view purpose = "moa-link/1";
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

Error refused(std::string sentence) {
    return invalid_input(std::move(sentence));
}

Error damaged() {
    return refused("The link is incomplete or damaged: ask its sender for it again.");
}

std::string kilobytes(std::size_t bytes) {
    return figure::count(static_cast<std::int64_t>((bytes + 1023) / 1024)) + " KB";
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

std::string to_letters(std::string_view bytes) {
    std::string letters;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char byte : bytes) {
        held = (held << 8U) | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 6; bits -= 6)
            letters += alphabet[(held >> static_cast<unsigned>(bits - 6)) & 63U];
    }
    if (bits > 0) letters += alphabet[(held << static_cast<unsigned>(6 - bits)) & 63U];
    return letters;
}

std::optional<std::string> from_letters(std::string_view letters) {
    std::string bytes;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char letter : letters) {
        const std::size_t value = alphabet.find(letter);
        if (value == std::string_view::npos) return std::nullopt;
        held = (held << 6U) | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>((held >> static_cast<unsigned>(bits)) & 255U);
    }
    return bytes;
}

std::string packed(std::string_view text) {
    z_stream stream{};
    if (::deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, raw_deflate, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    std::string bytes(::deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = const_cast<Bytef*>(bytes_of(text));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = bytes_of(bytes);
    stream.avail_out = static_cast<uInt>(bytes.size());
    const bool whole = ::deflate(&stream, Z_FINISH) == Z_STREAM_END;
    bytes.resize(whole ? stream.total_out : 0);
    ::deflateEnd(&stream);
    return bytes;
}

/// Nothing where it is damaged, cut, followed by anything, or longer than `most_text`.
std::optional<std::string> unpacked(std::string_view bytes) {
    z_stream stream{};
    if (::inflateInit2(&stream, raw_deflate) != Z_OK) return std::nullopt;
    std::string text(most_text, '\0');
    stream.next_in = const_cast<Bytef*>(bytes_of(bytes));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = bytes_of(text);
    stream.avail_out = static_cast<uInt>(text.size());
    const bool whole = ::inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0;
    text.resize(stream.total_out);
    ::inflateEnd(&stream);
    if (!whole) return std::nullopt;
    return text;
}

struct FreeCipher {
    void operator()(EVP_CIPHER_CTX* cipher) const { ::EVP_CIPHER_CTX_free(cipher); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;
using Key = std::array<unsigned char, 32>;

bool make_key(std::string_view passphrase, std::string_view salt, Key& key) {
    return ::PKCS5_PBKDF2_HMAC(passphrase.data(), static_cast<int>(passphrase.size()), bytes_of(salt),
                               static_cast<int>(salt.size()), rounds, ::EVP_sha256(),
                               static_cast<int>(key.size()), key.data()) == 1;
}

/// A cipher for bytes of this purpose; null where the library refuses. `seals`: it encrypts.
Cipher cipher_for(std::string_view passphrase, std::string_view salt, std::string_view iv, bool seals) {
    Key key{};
    Cipher cipher(::EVP_CIPHER_CTX_new());
    int size = 0;
    const bool ready = cipher && make_key(passphrase, salt, key) &&
                       ::EVP_CipherInit_ex(cipher.get(), ::EVP_aes_256_gcm(), nullptr, key.data(),
                                           bytes_of(iv), seals ? 1 : 0) == 1 &&
                       ::EVP_CipherUpdate(cipher.get(), nullptr, &size, bytes_of(purpose),
                                          static_cast<int>(purpose.size())) == 1;
    ::OPENSSL_cleanse(key.data(), key.size());
    return ready ? std::move(cipher) : nullptr;
}

std::optional<std::string> sealed(std::string_view bytes, std::string_view passphrase) {
    std::string made(salt_bytes + iv_bytes + bytes.size() + tag_bytes, '\0');
    if (::RAND_bytes(bytes_of(made), salt_bytes + iv_bytes) != 1) return std::nullopt;
    const std::string_view whole = made;
    const Cipher cipher =
        cipher_for(passphrase, whole.substr(0, salt_bytes), whole.substr(salt_bytes, iv_bytes), true);
    unsigned char* out = bytes_of(made) + salt_bytes + iv_bytes;
    int size = 0;
    const bool done =
        cipher &&
        ::EVP_CipherUpdate(cipher.get(), out, &size, bytes_of(bytes), static_cast<int>(bytes.size())) == 1 &&
        ::EVP_CipherFinal_ex(cipher.get(), out + size, &size) == 1 &&
        ::EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, out + bytes.size()) == 1;
    if (!done) return std::nullopt;
    return made;
}

std::optional<std::string> unsealed(std::string_view bytes, std::string_view passphrase) {
    if (bytes.size() < salt_bytes + iv_bytes + tag_bytes) return std::nullopt;
    const Cipher cipher =
        cipher_for(passphrase, bytes.substr(0, salt_bytes), bytes.substr(salt_bytes, iv_bytes), false);
    const std::string_view body =
        bytes.substr(salt_bytes + iv_bytes, bytes.size() - salt_bytes - iv_bytes - tag_bytes);
    std::string tag(bytes.substr(bytes.size() - tag_bytes));
    std::string text(body.size(), '\0');
    int size = 0;
    const bool done = cipher &&
                      ::EVP_CipherUpdate(cipher.get(), bytes_of(text), &size, bytes_of(body),
                                         static_cast<int>(body.size())) == 1 &&
                      ::EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()) == 1 &&
                      ::EVP_CipherFinal_ex(cipher.get(), bytes_of(text) + size, &size) == 1;
    if (!done) return std::nullopt;
    return text;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// A version before its point: digits, then perhaps letters. The point's place; npos where it is no link.
std::size_t point_of(std::string_view fragment) {
    if (fragment.empty() || !is_digit(fragment.front())) return std::string_view::npos;
    const auto is_word = [](char c) { return c != '-' && alphabet.find(c) != std::string_view::npos; };
    const auto* const end = std::find_if_not(fragment.begin(), fragment.end(), is_word);
    if (end == fragment.end() || *end != '.') return std::string_view::npos;
    return static_cast<std::size_t>(end - fragment.begin());
}

}  // namespace

std::string_view link_fragment(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const std::size_t from = text.find_first_not_of(blank);
    if (from == std::string_view::npos) return {};
    text = text.substr(from, text.find_last_not_of(blank) + 1 - from);
    const std::size_t sign = text.find('#');
    if (sign != std::string_view::npos) text.remove_prefix(sign + 1);
    return point_of(text) == std::string_view::npos ? std::string_view() : text;
}

bool is_sealed_link(std::string_view fragment) {
    return fragment.starts_with(sealed_form);
}

std::string_view passphrase_fault(std::string_view passphrase) {
    // The page composes other letters in one of two ways (NFKC) before it makes a key of them.
    if (!std::all_of(passphrase.begin(), passphrase.end(), [](char c) { return c >= ' ' && c <= '~'; }))
        return "Use letters from A to Z, digits and signs only.";
    if (passphrase.size() < least_passphrase) return "Use at least 12 characters.";
    return {};
}

std::string suggested_passphrase() {
    std::array<unsigned char, 16> random{};
    if (::RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) return {};
    std::string text;
    for (std::size_t i = 0; i < random.size(); ++i) {
        if (i > 0 && i % 4 == 0) text += '-';
        text += "abcdefghijkmnpqrstuvwxyz23456789"[random[i] & 31U];
    }
    return text;
}

Result<std::string> make_link_fragment(std::string_view text, std::string_view passphrase) {
    const std::string bytes = packed(text);
    if (bytes.empty()) return refused("The link could not be packed. Save a file instead.");
    if (bytes.size() > most_packed_link || text.size() > most_text) {
        return refused("Too large for a link: packed, this takes " + kilobytes(bytes.size()) +
                       ", and a link holds " + kilobytes(most_packed_link) + ". Save it as a file instead.");
    }
    if (passphrase.empty()) return std::string(open_form) + to_letters(bytes);
    const auto made = sealed(bytes, passphrase);
    if (!made) return refused("The link could not be encrypted. Save a file instead.");
    return std::string(sealed_form) + to_letters(*made);
}

Result<std::string> read_link_fragment(std::string_view fragment, std::string_view passphrase) {
    const std::size_t point = point_of(fragment);
    if (point == std::string_view::npos) return damaged();
    const bool is_sealed = is_sealed_link(fragment);
    if (!is_sealed && !fragment.starts_with(open_form))
        return refused("The link is of a newer version: update this program, or ask its sender for a file.");
    // Four letters hold three bytes.
    if (fragment.size() > 2 * (most_packed_link + salt_bytes + iv_bytes + tag_bytes)) return damaged();
    auto bytes = from_letters(fragment.substr(point + 1));
    if (!bytes) return damaged();
    if (is_sealed) {
        bytes = unsealed(*bytes, passphrase);
        if (!bytes) return refused("This passphrase does not open the link, or the link is incomplete.");
    }
    auto text = unpacked(*bytes);
    if (!text) return damaged();
    return std::move(*text);
}

}  // namespace moa::native

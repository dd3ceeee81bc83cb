#include "session/extra_header.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "ascii.hpp"
#include "error.hpp"

namespace moa::session {
namespace {

constexpr std::size_t longest_value = 8192;  // what servers commonly take of a header

/// RFC 9110, section 5.6.2.
bool is_token(std::string_view name) {
    return !name.empty() && name.size() <= 128 && std::all_of(name.begin(), name.end(), [](char c) {
        return is_letter(c) || is_digit(c) ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

bool is_ours(const std::string& name) {
    constexpr std::array<std::string_view, 10> names = {
        "accept-encoding",   "connection", "content-length", "content-type", "expect", "host", "te",
        "transfer-encoding", "upgrade",    "user-agent"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Result<wire::Header> read_extra_header(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string name(text.substr(0, colon == std::string_view::npos ? 0 : colon));
    if (!is_token(name))
        return invalid_input("A header is written \"Name: value\", for example \"x-region: eu\".");
    const std::string lower = lower_case(std::string_view(name));
    if (lower == "authorization")
        return invalid_input("The header Authorization holds the API key: save it with moa key set instead.");
    if (is_ours(lower)) return invalid_input("The header " + name + " is set by the program itself.");
    std::string_view value = text.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
        value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\t'))
        value.remove_suffix(1);
    const bool visible = std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (value.empty() || value.size() > longest_value || !visible) {
        return invalid_input("The value of the header " + name +
                             " is empty, too long, or has characters that a header cannot carry.");
    }
    return wire::Header{name, std::string(value)};
}

}  // namespace moa::session

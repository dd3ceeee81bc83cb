#include "native/server/site_cache.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "ascii.hpp"

namespace moa::server {
namespace {

constexpr std::size_t most_page_bytes = std::size_t{1} << 20;

/// "v=0a1b", and nothing else. A page that was not built has "@version@" there, which never changes.
bool is_version(std::string_view query) {
    constexpr std::string_view name = "v=";
    return query.size() > name.size() && query.starts_with(name) &&
           std::all_of(query.begin() + name.size(), query.end(),
                       [](char c) { return is_digit(c) || is_letter(c); });
}

}  // namespace

// A copy that is kept for good cannot be called back: an address must never have been answered with anything
// but what it stands for. A tab that was opened before a build asks for the old version and would get the new
// file; a visitor may ask for any version at all. So the address has to stand in the page, as it was asked
// for, and the page, which is written last, has to be no older than the file: a file that was changed since
// is not what the page named.
std::string_view cache_rule(const std::filesystem::path& root, const std::filesystem::path& file,
                            const OpenFile& content, std::string_view query) {
    constexpr std::string_view ask_again = "no-cache";
    constexpr std::string_view for_good = "public, max-age=31536000, immutable";
    if (!is_version(query)) return ask_again;
    const auto page = find_beside(root, file, "index.html");
    if (!page) return ask_again;
    const OpenFile opened(*page);
    if (!opened || opened.is_older_than(content)) return ask_again;
    const std::string address = "\"" + file.filename().string() + "?" + std::string(query) + "\"";
    return opened.text(most_page_bytes).find(address) == std::string::npos ? ask_again : for_good;
}

// Our tags hold no quote between their own two, so a tag that is found in a list is one of it; a "W/" before
// it, which some proxies add, makes no difference here (RFC 9110, 13.1.2).
bool has_tag(std::string_view if_none_match, std::string_view tag) {
    return trimmed(if_none_match) == "*" || if_none_match.find(tag) != std::string_view::npos;
}

}  // namespace moa::server

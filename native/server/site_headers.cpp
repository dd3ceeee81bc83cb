#include "native/server/site_headers.hpp"

#include <algorithm>
#include <string>

#include "ascii.hpp"
#include "native/platform/files.hpp"
#include "page_headers.hpp"  // made from web/page/_headers
#include "wire/error_text.hpp"

namespace moa::server {
namespace {

bool is_header_text(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7F'; });
}

/// What the server says itself, so that no file of the folder can break the framing.
bool is_servers_own(std::string_view name) {
    const std::string lower = lower_case(name);
    return lower.starts_with("content-length") || lower.starts_with("content-encoding") ||
           lower.starts_with("content-range") || lower == "transfer-encoding" || lower == "connection" ||
           lower == "content-type";
}

}  // namespace

wire::Headers read_site_headers(std::string_view text) {
    wire::Headers headers;
    bool for_all = false;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || (line.front() != ' ' && line.front() != '\t')) {
            for_all = trimmed(line) == "/*";
            continue;
        }
        const auto colon = line.find(':');
        if (!for_all || colon == std::string_view::npos) continue;
        const std::string_view name = trimmed(line.substr(0, colon));
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (!is_header_text(name) || !is_header_text(value) || is_servers_own(name)) continue;
        headers.emplace_back(name, value);
    }
    return headers;
}

wire::Headers headers_of_site(const std::filesystem::path& root) {
    constexpr std::uintmax_t most_bytes = 65536;
    wire::Headers headers;
    std::error_code failed;
    const std::filesystem::path file = root / "_headers";
    if (std::filesystem::is_regular_file(file, failed) &&
        std::filesystem::file_size(file, failed) <= most_bytes) {
        if (const auto text = native::read_file(file.string())) headers = read_site_headers(text.value());
    }
    for (wire::Header& header : read_site_headers(page_headers)) {
        if (wire::find_header(headers, header.first).empty()) headers.push_back(std::move(header));
    }
    return headers;
}

}  // namespace moa::server

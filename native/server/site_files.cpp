#include "native/server/site_files.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <system_error>

#include "ascii.hpp"

namespace moa::server {
namespace {

namespace fs = std::filesystem;

struct Type {
    std::string_view extension;
    std::string_view mime;
};

constexpr std::array<Type, 18> types = {{
    {".css", "text/css; charset=utf-8"},
    {".gif", "image/gif"},
    {".html", "text/html; charset=utf-8"},
    {".ico", "image/x-icon"},
    {".jpg", "image/jpeg"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".otf", "font/otf"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".ttf", "font/ttf"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".webmanifest", "application/manifest+json"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
}};

bool is_inside(const fs::path& root, const fs::path& file) {
    const auto [end_of_root, unused] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
    return end_of_root == root.end();
}

bool has_hidden_name(const fs::path& path) {
    return std::any_of(path.begin(), path.end(), [](const fs::path& name) {
        return name.native().starts_with('.') && name != "." && name != "..";
    });
}

std::optional<std::uint64_t> read_number(std::string_view digits) {
    std::uint64_t value = 0;
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    // More than fits is more than any file has.
    if (error == std::errc::result_out_of_range) return UINT64_MAX;
    return value;
}

}  // namespace

std::string_view mime_type(const fs::path& file) {
    std::string extension = file.extension().string();
    for (char& c : extension)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const auto found = std::find_if(types.begin(), types.end(),
                                    [&](const Type& type) { return type.extension == extension; });
    return found == types.end() ? "application/octet-stream" : found->mime;
}

std::optional<std::string> path_of_target(std::string_view target) {
    if (target.empty() || target.front() != '/') return std::nullopt;
    target = target.substr(0, target.find('?'));
    std::string path;
    while (!target.empty()) {
        if (target.front() != '%') {
            path += target.front();
            target.remove_prefix(1);
            continue;
        }
        unsigned value = 0;
        if (target.size() < 3) return std::nullopt;
        const auto [end, error] = std::from_chars(target.data() + 1, target.data() + 3, value, 16);
        if (error != std::errc() || end != target.data() + 3) return std::nullopt;
        path += static_cast<char>(value);
        target.remove_prefix(3);
    }
    return path;
}

std::string_view query_of_target(std::string_view target) {
    const auto mark = target.find('?');
    return mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
}

std::optional<fs::path> find_site_file(const fs::path& root, std::string_view request_path) {
    if (request_path.empty() || request_path.front() != '/') return std::nullopt;
    if (request_path.find('\0') != std::string_view::npos ||
        request_path.find('\\') != std::string_view::npos) {
        return std::nullopt;
    }
    std::error_code failed;
    const fs::path base = fs::canonical(root, failed);
    if (failed) return std::nullopt;
    const fs::path asked = fs::path(request_path.substr(1)).relative_path();
    if (has_hidden_name(asked)) return std::nullopt;
    fs::path file = fs::canonical(base / asked, failed);
    if (failed) return std::nullopt;
    if (fs::is_directory(file, failed)) {
        file = fs::canonical(file / "index.html", failed);
        if (failed) return std::nullopt;
    }
    if (!is_inside(base, file) || !fs::is_regular_file(file, failed)) return std::nullopt;
    if (has_hidden_name(file.lexically_relative(base))) return std::nullopt;
    return file;
}

std::optional<fs::path> find_beside(const fs::path& root, const fs::path& file, const std::string& name) {
    std::error_code failed;
    const fs::path base = fs::canonical(root, failed);
    if (failed) return std::nullopt;
    const fs::path beside = file.parent_path() / name;
    // A request for a folder would mean the page in it.
    if (!fs::is_regular_file(beside, failed)) return std::nullopt;
    return find_site_file(root, "/" + beside.lexically_relative(base).string());
}

RangeVerdict read_range(std::string_view header, std::uint64_t size, FilePart& part) {
    constexpr std::string_view unit = "bytes=";
    part = {0, size};
    header = trimmed(header);
    if (!header.starts_with(unit)) return RangeVerdict::whole;
    const std::string_view range = trimmed(header.substr(unit.size()));
    const auto dash = range.find('-');
    if (dash == std::string_view::npos) return RangeVerdict::whole;
    const auto first = read_number(range.substr(0, dash));
    const auto last = read_number(range.substr(dash + 1));
    if (dash == 0) {  // "-500": the last 500
        if (!last) return RangeVerdict::whole;
        if (*last == 0 || size == 0) return RangeVerdict::outside;
        const std::uint64_t length = std::min(*last, size);
        part = {size - length, length};
        return RangeVerdict::part;
    }
    const bool open_ended = dash + 1 == range.size();
    if (!first || (!last && !open_ended) || (last && *last < *first)) return RangeVerdict::whole;
    if (*first >= size) return RangeVerdict::outside;
    const std::uint64_t most = size - *first;
    part = {*first, last && *last - *first < most ? *last - *first + 1 : most};
    return RangeVerdict::part;
}

}  // namespace moa::server

#include "native/server/static_site.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <system_error>
#include <utility>

#include "native/platform/files.hpp"

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

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

bool is_inside(const fs::path& root, const fs::path& file) {
    const auto [end_of_root, unused] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
    return end_of_root == root.end();
}

/// Changes with the file: what a browser sends back to learn whether its copy is good.
std::string entity_tag(const fs::path& file, std::string_view coding) {
    std::error_code failed;
    const auto size = fs::file_size(file, failed);
    const auto time = fs::last_write_time(file, failed).time_since_epoch().count();
    return "\"" + std::to_string(size) + "-" + std::to_string(time) + std::string(coding) + "\"";
}

struct Variant {
    fs::path file;
    std::string_view coding;  ///< empty: as it is
};

Variant choose_variant(const fs::path& file, std::string_view accept_encoding) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 2> codings = {
        {{"br", ".br"}, {"gzip", ".gz"}}};
    for (const auto& [coding, extension] : codings) {
        fs::path packed = file;
        packed += extension;
        std::error_code failed;
        if (accepts_coding(accept_encoding, coding) && fs::is_regular_file(packed, failed))
            return {packed, coding};
    }
    return {file, {}};
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

std::optional<fs::path> find_site_file(const fs::path& root, std::string_view request_path) {
    if (request_path.empty() || request_path.front() != '/') return std::nullopt;
    if (request_path.find('\0') != std::string_view::npos ||
        request_path.find('\\') != std::string_view::npos) {
        return std::nullopt;
    }
    std::error_code failed;
    const fs::path base = fs::canonical(root, failed);
    if (failed) return std::nullopt;
    const fs::path wanted = base / fs::path(request_path.substr(1)).relative_path();
    fs::path file = fs::canonical(wanted, failed);
    if (failed) return std::nullopt;
    if (fs::is_directory(file, failed)) {
        file = fs::canonical(file / "index.html", failed);
        if (failed) return std::nullopt;
    }
    if (!is_inside(base, file) || !fs::is_regular_file(file, failed)) return std::nullopt;
    return file;
}

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
    while (!accept_encoding.empty()) {
        const auto comma = std::min(accept_encoding.find(','), accept_encoding.size());
        const std::string_view entry = accept_encoding.substr(0, comma);
        accept_encoding.remove_prefix(std::min(comma + 1, accept_encoding.size()));
        const auto semicolon = std::min(entry.find(';'), entry.size());
        if (trimmed(entry.substr(0, semicolon)) != coding) continue;
        // "q=0", "q=0.0" and so on mean no.
        const std::string_view quality = trimmed(entry.substr(std::min(semicolon + 1, entry.size())));
        return quality.rfind("q=0", 0) != 0 || quality.find_first_not_of("0.", 2) != std::string_view::npos;
    }
    return false;
}

StaticSite::StaticSite(const fs::path& root) : root_(root) {
    server_.routes().Get(".*", [this](const httplib::Request& request, httplib::Response& response) {
        answer(request, response);
    });
}

Result<std::string> StaticSite::start(int port) {
    const Result<int> bound = server_.start("127.0.0.1", port);
    if (!bound) return bound.error();
    return "http://127.0.0.1:" + std::to_string(bound.value()) + "/";
}

void StaticSite::answer(const httplib::Request& request, httplib::Response& response) const {
    const std::optional<fs::path> file = find_site_file(root_, request.path);
    if (!file) {
        response.status = 404;
        response.set_content("Not found.\n", "text/plain; charset=utf-8");
        return;
    }
    std::error_code failed;
    if (request.path.back() != '/' &&
        fs::is_directory(root_ / fs::path(request.path).relative_path(), failed)) {
        // Without the slash, the page's relative addresses would miss the folder.
        response.set_redirect(request.path + "/", 301);
        return;
    }
    const Variant variant = choose_variant(*file, request.get_header_value("Accept-Encoding"));
    const std::string tag = entity_tag(variant.file, variant.coding);
    response.set_header("ETag", tag);
    response.set_header("Cache-Control", "no-cache");
    response.set_header("Vary", "Accept-Encoding");
    response.set_header("X-Content-Type-Options", "nosniff");
    if (request.get_header_value("If-None-Match") == tag) {
        response.status = 304;
        return;
    }
    Result<std::string> content = native::read_file(variant.file.string());
    if (!content) {
        response.status = 500;
        response.set_content("The file could not be read.\n", "text/plain; charset=utf-8");
        return;
    }
    if (!variant.coding.empty()) response.set_header("Content-Encoding", std::string(variant.coding));
    // A provider of known length goes out as it is; the library would compress plain content (again).
    auto bytes = std::make_shared<std::string>(std::move(content.value()));
    const std::string type(mime_type(*file));
    if (bytes->empty()) {
        response.set_content("", type);
        return;
    }
    response.set_content_provider(bytes->size(), type,
                                  [bytes](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                                      return sink.write(bytes->data() + offset, length);
                                  });
}

}  // namespace moa::server

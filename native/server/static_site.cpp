#include "native/server/static_site.hpp"

#include <string_view>
#include <system_error>
#include <vector>

#include "native/server/file_forms.hpp"
#include "native/server/site_cache.hpp"
#include "native/server/site_files.hpp"
#include "native/server/site_gate.hpp"
#include "native/server/site_headers.hpp"

namespace moa::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view plain_text = "text/plain; charset=utf-8";

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 206:
            return "Partial Content";
        case 301:
            return "Moved Permanently";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 406:
            return "Not Acceptable";
        case 408:
            return "Request Timeout";
        case 413:
            return "Content Too Large";
        case 416:
            return "Range Not Satisfiable";
        case 431:
            return "Request Header Fields Too Large";
        default:
            return "Error";
    }
}

/// Everything before the body.
class Head {
  public:
    Head(int status, std::string_view reason, const wire::Headers& headers) {
        text_ = "HTTP/1.1 " + std::to_string(status) + " " + std::string(reason) + "\r\n";
        for (const auto& [name, value] : headers)
            add(name, value);
    }
    Head(int status, const wire::Headers& headers) : Head(status, reason_of(status), headers) {}
    Head& add(std::string_view name, std::string_view value) {
        text_.append(name).append(": ").append(value).append("\r\n");
        return *this;
    }
    std::string text() const { return text_ + "\r\n"; }

  private:
    std::string text_;
};

/// An answer that says no in one line; `words` may be empty.
bool send_words(const RawConnection& connection, const wire::HttpRequest& request, Head head,
                std::string_view words) {
    if (!words.empty()) head.add("Content-Type", plain_text);
    head.add("Content-Length", std::to_string(words.size()));
    return connection.send(head.text()) && (request.method == "HEAD" || connection.send(words));
}

}  // namespace

Bounds site_bounds() {
    Bounds bounds;
    bounds.connections = 64;
    bounds.newest_first = true;
    bounds.head_bytes = std::size_t{16} * 1024;
    bounds.body_bytes = 0;
    bounds.head_ms = 5000;
    return bounds;
}

StaticSite::StaticSite(const fs::path& root)
    : root_(root),
      headers_(headers_of_site(root)),
      server_([this](RawConnection& connection, const RawServer::Busy& busy) { serve(connection, busy); },
              site_bounds()) {}

Result<std::string> StaticSite::start(int port) {
    const Result<int> bound = server_.start("127.0.0.1", port);
    if (!bound) return bound.error();
    return "http://127.0.0.1:" + std::to_string(bound.value()) + "/";
}

void StaticSite::serve(RawConnection& connection, const RawServer::Busy& busy) const {
    for (;;) {
        const auto request = connection.read_head();
        busy(true);
        if (!request && connection.refusal() == 0) return;
        if (!request) {
            const int status = connection.refusal();
            send_words(connection, {}, Head(status, headers_).add("Connection", "close"), {});
        } else if (answer(connection, *request) && !wants_close(*request) && !announces_body(*request)) {
            busy(false);
            continue;
        }
        connection.finish_sending();
        return;
    }
}

/// False where nothing can come after it on this connection.
bool StaticSite::answer(RawConnection& connection, const wire::HttpRequest& request) const {
    const auto head = [&](int status) { return Head(status, headers_); };
    const auto say = [&](const Head& first, std::string_view words) {
        return send_words(connection, request, first, words);
    };
    // Strangers are told on the status line alone, and nothing else.
    if (const auto refusal = refuse_strangers(request, server_.port()))
        return say(Head(refusal->status, refusal->reason, headers_), {});
    if (request.method != "GET" && request.method != "HEAD")
        return say(head(405).add("Allow", "GET, HEAD"), "Only GET and HEAD are answered.\n");
    if (announces_body(request)) return say(head(413), "A request for a file must not have a body.\n");
    const auto path = path_of_target(request.url);
    if (!path) return say(head(400), "The path does not name a file.\n");
    const auto file = find_site_file(root_, *path);
    if (!file) return say(head(404), "Not found.\n");
    std::error_code failed;
    if (path->back() != '/' && fs::is_directory(root_ / fs::path(*path).relative_path(), failed)) {
        // Without the slash, the page's relative addresses would miss the folder.
        const std::string target = request.url.substr(0, request.url.find('?'));
        return say(head(301).add("Location", "/" + target.substr(target.find_first_not_of('/')) + "/"), {});
    }
    return send_file(connection, request, *file);
}

bool StaticSite::send_file(RawConnection& connection, const wire::HttpRequest& request,
                           const fs::path& file) const {
    const auto asked = [&](std::string_view name) { return wire::find_header(request.headers, name); };
    const std::vector<FileForm> forms = open_forms(root_, file);
    if (forms.empty()) return send_words(connection, request, Head(404, headers_), "Not found.\n");
    const FileForm* form = choose_form(forms, asked("Accept-Encoding"));
    // Also where there is one form only: by the next request, there may be another.
    const auto varying_head = [&](int status) {
        return Head(status, headers_).add("Vary", "Accept-Encoding");
    };
    if (!form)
        return send_words(connection, request, varying_head(406),
                          "It is not there in a coding that the request accepts.\n");
    const OpenFile& content = form->content;
    const std::string tag = content.tag(form->coding);
    const auto file_head = [&](int status) {
        Head head = varying_head(status).add("ETag", tag);
        if (wire::find_header(headers_, "Cache-Control").empty())
            head.add("Cache-Control",
                     cache_rule(root_, file, forms.front().content, query_of_target(request.url)));
        return head;
    };
    if (has_tag(asked("If-None-Match"), tag)) return connection.send(file_head(304).text());
    FilePart part{0, content.size()};
    const std::string_view same_file = asked("If-Range");
    const bool ranged = request.method == "GET" && (same_file.empty() || same_file == tag);
    const RangeVerdict verdict =
        ranged ? read_range(asked("Range"), content.size(), part) : RangeVerdict::whole;
    const std::string size = std::to_string(content.size());
    if (verdict == RangeVerdict::outside)
        return send_words(connection, request, varying_head(416).add("Content-Range", "bytes */" + size), {});
    Head found = file_head(verdict == RangeVerdict::part ? 206 : 200);
    found.add("Content-Type", mime_type(file)).add("Accept-Ranges", "bytes");
    if (form->coding != "identity") found.add("Content-Encoding", form->coding);
    if (verdict == RangeVerdict::part) {
        found.add("Content-Range", "bytes " + std::to_string(part.offset) + "-" +
                                       std::to_string(part.offset + part.length - 1) + "/" + size);
    }
    found.add("Content-Length", std::to_string(part.length));
    if (!connection.send(found.text())) return false;
    return request.method == "HEAD" || content.send(connection, part);
}

}  // namespace moa::server

// A folder of static files over HTTP on loopback: how the built page is looked at.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "native/server/http_server.hpp"

namespace moa::server {

/// The MIME type for a file's extension; "application/octet-stream" for an unknown one.
std::string_view mime_type(const std::filesystem::path& file);

/// The file a request's path (decoded, beginning with '/') means: inside `root`, also after links are
/// followed; a folder means its index.html. Nothing when there is no such file, or it lies outside.
std::optional<std::filesystem::path> find_site_file(const std::filesystem::path& root,
                                                    std::string_view request_path);

/// Whether an Accept-Encoding header allows `coding` ("br", "gzip").
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

class StaticSite {
  public:
    explicit StaticSite(const std::filesystem::path& root);

    /// The address to open, "http://127.0.0.1:8080/", or why not.
    Result<std::string> start(int port);

  private:
    void answer(const httplib::Request& request, httplib::Response& response) const;

    std::filesystem::path root_;
    HttpServer server_;
};

}  // namespace moa::server

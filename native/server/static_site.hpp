// A folder of static files over HTTP on loopback: how the built page is looked at.
#pragma once

#include <filesystem>
#include <string>

#include "native/server/raw_server.hpp"
#include "result.hpp"
#include "wire/http.hpp"

namespace moa::server {

/// What a static site takes: requests without bodies, heads that browsers send, and at most as many
/// connections as a few pages open.
Bounds site_bounds();

class StaticSite {
  public:
    explicit StaticSite(const std::filesystem::path& root);

    /// The address to open, "http://127.0.0.1:8080/", or why not.
    Result<std::string> start(int port);

  private:
    void serve(RawConnection& connection, const RawServer::Busy& busy) const;
    bool answer(RawConnection& connection, const wire::HttpRequest& request) const;
    bool send_file(RawConnection& connection, const wire::HttpRequest& request,
                   const std::filesystem::path& file) const;

    std::filesystem::path root_;
    wire::Headers headers_;  ///< with every answer
    RawServer server_;
};

}  // namespace moa::server

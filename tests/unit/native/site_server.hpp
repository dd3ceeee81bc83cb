// A static site of a few files on loopback, and a client that sends bytes as they are written.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "native/server/static_site.hpp"

namespace moa::test {

/// A folder with a site in it and a secret beside it, gone afterwards.
class SiteFolder {
  public:
    SiteFolder() {
        namespace fs = std::filesystem;
        std::string name = (fs::temp_directory_path() / "moa-site-XXXXXX").string();
        base_ = ::mkdtemp(name.data());
        fs::create_directories(root() / "sub");
        fs::create_directories(root() / ".git");
        write("site/index.html", "<p>hi</p>");
        write("site/sub/index.html", "sub");
        write("site/.git/config", "secret");
        write("site/.env", "secret");
        write("secret.txt", "secret");
        fs::create_symlink(base_ / "secret.txt", root() / "link.txt");
        fs::create_symlink(root() / ".env", root() / "environment.txt");
    }
    ~SiteFolder() { std::filesystem::remove_all(base_); }
    SiteFolder(const SiteFolder&) = delete;
    SiteFolder& operator=(const SiteFolder&) = delete;
    std::filesystem::path root() const { return base_ / "site"; }
    void write(const std::string& file, std::string_view text) const { std::ofstream(base_ / file) << text; }

  private:
    std::filesystem::path base_;
};

/// A connection to a port of this machine.
class RawClient {
  public:
    explicit RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~RawClient() { ::close(socket_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool connected() const { return connected_; }
    bool send(std::string_view bytes) const {
        return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(bytes.size());
    }
    /// Everything until the server closes.
    std::string read_all() const {
        std::string text;
        std::array<char, 16384> part{};
        for (;;) {
            const ssize_t count = ::recv(socket_, part.data(), part.size(), 0);
            if (count <= 0) return text;
            text.append(part.data(), static_cast<std::size_t>(count));
        }
    }
    /// Sends all that is asked for, and gives all that comes.
    std::string exchange(std::string_view bytes) const {
        send(bytes);
        return read_all();
    }

  private:
    int socket_;
    bool connected_ = false;
};

/// A response taken apart.
struct Answer {
    int status = 0;
    std::string head;
    std::string body;

    explicit Answer(const std::string& text) {
        const auto end = text.find("\r\n\r\n");
        if (!text.starts_with("HTTP/1.1 ") || end == std::string::npos) return;
        std::from_chars(text.data() + 9, text.data() + 12, status);
        head = text.substr(0, end + 2);
        body = text.substr(end + 4);
    }
    bool says(std::string_view line) const {
        return head.find("\r\n" + std::string(line) + "\r\n") != std::string::npos;
    }
};

class RunningSite {
  public:
    explicit RunningSite(const std::filesystem::path& root) : site_(root) {
        const auto address = site_.start(0);
        if (address) std::from_chars(address.value().data() + 17, address.value().data() + 22, port_);
    }
    int port() const { return port_; }
    std::string own_host() const { return "127.0.0.1:" + std::to_string(port_); }
    /// One request on a connection of its own; `lines` are more headers, each with its end.
    Answer ask(std::string_view start, const std::string& lines = {}) const {
        return ask_as("Host: " + own_host() + "\r\n", start, lines);
    }
    Answer ask_as(const std::string& host, std::string_view start, const std::string& lines = {}) const {
        return Answer(RawClient(port_).exchange(std::string(start) + " HTTP/1.1\r\n" + host + lines +
                                                "Connection: close\r\n\r\n"));
    }

  private:
    server::StaticSite site_;
    int port_ = 0;
};

}  // namespace moa::test

// A site whose script lies packed beside itself, and what is asked of it.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "site_server.hpp"

namespace moa::test {

inline const std::string script(1000, 'x');
inline const std::string brotli(30, 'b');
inline const std::string gzip(40, 'g');

/// A folder with a script, its packed copies and a page that names it.
class PackedFolder : public SiteFolder {
  public:
    PackedFolder() {
        write("site/main.js", script);
        write("site/main.js.br", brotli);
        write("site/main.js.gz", gzip);
        write("site/index.html", R"(<link href="style.css?v=0a1b"><script src="main.js?v=0a1b"></script>)");
        set_age("main.js", 10);
        set_age("index.html", 5);
    }
    void set_age(const std::string& file, int seconds) const {
        const auto now = std::filesystem::file_time_type::clock::now();
        std::filesystem::last_write_time(root() / file, now - std::chrono::seconds(seconds));
    }
};

inline std::string value_of(const Answer& answer, const std::string& name) {
    const auto begin = answer.head.find("\r\n" + name + ": ");
    if (begin == std::string::npos) return {};
    const auto value = begin + name.size() + 4;
    return answer.head.substr(value, answer.head.find("\r\n", value) - value);
}

inline std::string accepting(const std::string& codings) {
    return "Accept-Encoding: " + codings + "\r\n";
}

}  // namespace moa::test

// A run's log as its writer gives it out, line by line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json.hpp"
#include "session/history/run_log_write.hpp"

namespace moa::test {

struct RecordedLog {
    std::string text;
    std::vector<std::string> lines;
    session::RunLogWriter writer{[this](std::string_view line) {
        text += line;
        lines.emplace_back(line);
    }};

    Json line(std::size_t i) const { return parse_json(lines[i]).value_or(Json()); }
    std::vector<Json> of(std::string_view event) const {
        std::vector<Json> found;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (find_string(line(i), "event") == event) found.push_back(line(i));
        }
        return found;
    }
};

}  // namespace moa::test

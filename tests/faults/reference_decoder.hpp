// What a body says, read the plain way: all of it at once, line by line, with a JSON document for each event.
// It shares nothing with core/wire but the repair of invalid UTF-8, so that the two can be held against each
// other.
#pragma once

#include <string>
#include <string_view>

namespace moa::test {

struct Reading {
    std::string text;
    std::string reasoning;
    std::string finish;   ///< the provider's word
    bool done = false;    ///< [DONE] was there
    bool gap = false;     ///< an event in between could not be read
    bool failed = false;  ///< an error, or something that cannot be read
};

/// Of a response that is over. `ended`: in order, so that all of the body is there.
Reading read_plainly(int status, std::string_view content_type, std::string_view body, bool ended);

}  // namespace moa::test

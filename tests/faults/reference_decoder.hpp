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
    bool failed = false;  ///< an error, or something that cannot be read
};

/// `complete`: the response has ended, in whatever way; until then half an event says nothing.
Reading read_plainly(int status, std::string_view content_type, std::string_view body, bool complete);

}  // namespace moa::test

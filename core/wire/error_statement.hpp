// What the JSON of an error says, whichever shape it has.
#pragma once

#include <string>
#include <string_view>

#include "json.hpp"

namespace moa::wire {

/// As sent: neither cleaned nor shortened.
struct Statement {
    std::string message;
    std::string code;  ///< number or word
    std::string type;
};

/// Reads a body or an error value: {"message","type","code"}, {"error":...}, {"errors":[...]}, FastAPI's
/// "detail", problem+json, {"base_resp":{"status_msg"}}, flat members under their many names, arrays and JSON
/// inside a string. Names count without regard to case, "_" and "-". Nesting is followed a few levels deep.
Statement read_statement(const Json& error);

/// "retryafterms" of "retry_after_ms", "Retry-After-Ms" and "retryAfterMs": names of members as they are
/// compared.
std::string plain_member_name(std::string_view name);

/// Whether a document with a success status reports an error next to or instead of choices, other than in a
/// member "error": MiniMax's base_resp, "detail", "errors", "success": false, a message with the code of
/// an error.
bool reports_error(const Json& document);

}  // namespace moa::wire

// What an error means, told by its status and its words.
#pragma once

#include "error.hpp"
#include "wire/error_statement.hpp"

namespace moa::wire {

/// The kind of an error with this HTTP status; 0 for one inside a stream, where the words alone tell.
ErrorKind kind_of(int status, const Statement& said);

/// Whether the server does not know the path that was asked for, rather than the model.
bool is_wrong_path(int status, const Statement& said);

/// Whether the request alone is larger than the provider takes in a minute ("Limit 6000, Requested 7012"):
/// then no wait helps.
bool exceeds_allowance(const Statement& said);

}  // namespace moa::wire

// What can be told from a model's name about what it takes.
#pragma once

#include <string_view>

#include "wire/chat.hpp"

namespace moa::wire {

/// Whether a model id in lower case belongs to a family: "gpt-oss" is found anywhere in the id, "^o3" only at
/// its beginning, "" in every id.
bool is_of_family(std::string_view model, std::string_view family);

/// What a model takes of a request.
struct ModelTraits {
    bool takes_temperature = true;  ///< and top_p
    bool takes_stop = true;
    std::string_view system_role = "system";
};

/// OpenAI's reasoning families (o1, o3, o4, gpt-5, gpt-6) refuse temperature and top_p and want the system
/// message as "developer"; o3 and o4-mini take no stop texts (OpenAI API reference). Any other model takes
/// all, as does one of that name at another provider, which translates.
ModelTraits traits_of(const Dialect& dialect, std::string_view model);

}  // namespace moa::wire

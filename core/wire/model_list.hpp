// A provider's list of models: the body of GET /models, in every shape that is sent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "result.hpp"
#include "wire/price.hpp"

namespace moa::wire {

/// Bytes; a longer id is none.
inline constexpr std::size_t longest_model_id = 512;

/// What is known of a model's price.
enum class PriceNote {
    unpriced,  ///< the list names none, or only one for another unit than tokens
    priced,    ///< by tokens in and out
    with_fee,  ///< by tokens, and a fee for each request besides, which Price does not hold (OpenRouter)
    free,      ///< 0 for input and output (OpenRouter's ":free" models)
    dedicated_only,  ///< Together's 0 and 0: not free, but only to be had as a dedicated endpoint
    implausible,     ///< a number that cannot be a price in the provider's unit; OpenRouter's routers say -1
    none,            ///< there is none to ask for: a server of the user's own
};

/// Whether a model answers chat completions, as far as the list tells.
enum class CanChat { unknown, yes, no };

/// One model of a list. Texts are valid UTF-8.
struct ListedModel {
    std::string id;    ///< as requests name it, to the byte; never empty
    std::string name;  ///< for people, one line without control characters; may be empty
    std::string type;  ///< in the provider's word ("chat", "embedding", "llm"); empty where not sent
    CanChat can_chat = CanChat::unknown;
    bool active = true;  ///< false where the provider says that it is switched off (Groq's "active")
    std::optional<std::int64_t> context_length;  ///< tokens of prompt and answer together
    /// What the model was trained with, in tokens: a server may have loaded it with less, or with more.
    std::optional<std::int64_t> trained_context;
    std::string owner;  ///< "owned_by": servers at home name themselves by it; not kept in files
    std::optional<std::int64_t> max_completion_tokens;  ///< the longest answer, in tokens
    std::string expiration_date;  ///< the day it will be taken away, "2026-12-31"; empty where none is named
    std::optional<Price> price;   ///< with `priced`, `with_fee` and `free` only
    PriceNote price_note = PriceNote::unpriced;
};

/// The longest body that is read; OpenRouter's list of some 400 models is half a megabyte.
inline constexpr std::size_t max_model_list_bytes = std::size_t{8} * 1024 * 1024;

/// A price is taken as one only within these bounds, in US dollars per million tokens: a hundredth of the
/// cheapest model there is, and ten times the dearest there was. So a list in another unit than expected is
/// noticed, and not shown as a price that is wrong a millionfold.
inline constexpr double least_plausible_price = 0.001;
inline constexpr double most_plausible_price = 10'000;

/// Reads the answer to GET /models: a bare array (Together), {"data":[...]} (OpenAI and most),
/// {"models":[...]}; models as objects or as plain ids. Of models listed twice the first counts; entries
/// without an id are left out. "data": null (Ollama without a model) is an empty list. Order as listed.
/// Errors: those of decode_error_response for an error status; bad_response for an answer that is no list,
/// 404 included, since here it tells of the path and not of a model.
Result<std::vector<ListedModel>> decode_model_list(int http_status, std::string_view body, PriceUnit unit);

}  // namespace moa::wire

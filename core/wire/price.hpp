// What tokens cost, and how providers say it.
#pragma once

namespace moa::wire {

/// US dollars per million tokens.
struct Price {
    double input = 0;
    double output = 0;

    bool operator==(const Price&) const = default;
};

/// What the numbers in a provider's list mean. A provider's property, since no list says it of itself.
enum class PriceUnit {
    none,             ///< the list has no prices (OpenAI, Groq, local servers), or their unit is not known
    usd_per_million,  ///< Together: pricing.input and pricing.output, US dollars per million tokens
    usd_per_token,    ///< OpenRouter: pricing.prompt and pricing.completion, strings, US dollars per token
};

}  // namespace moa::wire

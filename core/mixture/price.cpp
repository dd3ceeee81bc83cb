#include "mixture/price.hpp"

#include <algorithm>
#include <array>

namespace moa::mixture {

namespace {

struct PricedModel {
    std::string_view provider;
    std::string_view model;
    Price price;
};

// List prices, US dollars per million tokens. Groq: its price page as of 2026-08-17. Together: models.dev as
// of 2026-07-02. OpenAI: as announced with the models. OpenRouter has prices in its list.
constexpr std::array<PricedModel, 19> seed_list = {{
    {"groq", "openai/gpt-oss-120b", {0.15, 0.60}},
    {"groq", "openai/gpt-oss-20b", {0.075, 0.30}},
    {"groq", "qwen/qwen3.6-27b", {0.60, 3.00}},
    {"openai", "gpt-4.1", {2.00, 8.00}},
    {"openai", "gpt-4.1-mini", {0.40, 1.60}},
    {"openai", "gpt-4o", {2.50, 10.00}},
    {"together", "openai/gpt-oss-120b", {0.15, 0.60}},
    {"together", "openai/gpt-oss-20b", {0.05, 0.20}},
    {"together", "meta-llama/Llama-3.3-70B-Instruct-Turbo", {0.88, 0.88}},
    {"together", "Qwen/Qwen3.5-9B", {0.17, 0.25}},
    {"together", "Qwen/Qwen3-235B-A22B-Instruct-2507-tput", {0.20, 0.60}},
    {"together", "Qwen/Qwen3.7-Max", {1.25, 3.75}},
    {"together", "Qwen/Qwen3.6-Plus", {0.50, 3.00}},
    {"together", "MiniMaxAI/MiniMax-M3", {0.30, 1.20}},
    {"together", "google/gemma-4-31B-it", {0.39, 0.97}},
    {"together", "moonshotai/Kimi-K2.6", {1.20, 4.50}},
    {"together", "zai-org/GLM-5.2", {1.40, 4.40}},
    {"together", "deepseek-ai/DeepSeek-V4-Pro", {1.74, 3.48}},
    {"together", "LiquidAI/LFM2-24B-A2B", {0.03, 0.12}},
}};

}  // namespace

std::string_view price_date() {
    return "2026-08-17";
}

std::optional<Price> find_price(std::string_view provider, std::string_view model) {
    if (provider == "simulated") return Price{};
    const auto it =
        std::find_if(seed_list.begin(), seed_list.end(), [provider, model](const PricedModel& entry) {
            return entry.provider == provider && entry.model == model;
        });
    if (it == seed_list.end()) return std::nullopt;
    return it->price;
}

void PriceList::set(std::string provider, std::string model, std::optional<Price> price) {
    own_.insert_or_assign({std::move(provider), std::move(model)}, price);
}

std::optional<Price> PriceList::find(std::string_view provider, std::string_view model) const {
    const auto it = own_.find({std::string(provider), std::string(model)});
    return it != own_.end() ? it->second : find_price(provider, model);
}

double cost_usd(const Price& price, const wire::Usage& usage) {
    constexpr double per_token = 1e-6;
    return (price.input * static_cast<double>(usage.prompt_tokens) +
            price.output * static_cast<double>(usage.completion_tokens)) *
           per_token;
}

}  // namespace moa::mixture

// The paper's own configurations (section 3.1), as the reference implementation names their models
// (togethercomputer/MoA, run_eval_alpaca_eval.sh). None of them can be had under its id any more.
#include <string>
#include <utility>

#include "mixture/preset_parts.hpp"

namespace moa::mixture {

namespace {

constexpr std::string_view paper_group = "As published in 2024 (models retired)";

Agent retired_together(std::string_view model) {
    Agent agent = preset_agent("together", model);
    agent.retired = "not among Together's serverless models (2026-08-17)";
    return agent;
}

Layer proposers_2024() {
    return layer_of({retired_together("microsoft/WizardLM-2-8x22B"),
                     retired_together("Qwen/Qwen1.5-110B-Chat"), retired_together("Qwen/Qwen1.5-72B-Chat"),
                     retired_together("meta-llama/Llama-3-70b-chat-hf"),
                     retired_together("mistralai/Mixtral-8x22B-Instruct-v0.1"),
                     retired_together("databricks/dbrx-instruct")});
}

/// The version that the paper compares with (57.5 % on AlpacaEval 2.0).
Agent gpt_4o() {
    Agent agent = preset_agent("openai", "gpt-4o-2024-05-13");
    agent.retired = "shut down by OpenAI on 2026-10-23";
    return agent;
}

}  // namespace

void add_paper_presets(std::vector<Preset>& list) {
    list.push_back({"moa-2024", paper_group,
                    preset_recipe("MoA", moa_paper,
                                  "The paper's MoA: two layers of six open models, Qwen1.5 110B writes the "
                                  "answer. 65.1 % on AlpacaEval 2.0 (length-controlled).",
                                  {proposers_2024(), proposers_2024(),
                                   layer_of({retired_together("Qwen/Qwen1.5-110B-Chat")})})});
    list.push_back({"moa-gpt-4o-2024", paper_group,
                    preset_recipe("MoA with GPT-4o", moa_paper,
                                  "The paper's MoA with GPT-4o as the aggregator. 65.7 % on AlpacaEval 2.0 "
                                  "(length-controlled).",
                                  {proposers_2024(), proposers_2024(), layer_of({gpt_4o()})})});
    list.push_back(
        {"moa-lite-2024", paper_group,
         preset_recipe("MoA-Lite", moa_paper,
                       "The paper's MoA-Lite: one layer of six open models, Qwen1.5 72B writes the "
                       "answer. 59.3 % on AlpacaEval 2.0 (length-controlled).",
                       {proposers_2024(), layer_of({retired_together("Qwen/Qwen1.5-72B-Chat")})})});
}

}  // namespace moa::mixture

// Finding a model in a provider's list: by words, or the nearest to one that is not there.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "wire/model_list.hpp"

namespace moa::wire {

/// The models of which every word of `query` occurs in the id or the name, ASCII letters in either case, in
/// the list's order. All of them for a query without a word. The pointers are into `list`.
std::vector<const ListedModel*> search_models(const std::vector<ListedModel>& list, std::string_view query);

/// How much alike two model ids are, from 0 to 1, as people would say it: "llama3.1-70b" is nearly
/// "meta-llama/Llama-3.1-70B-Instruct". 1 only for the same id, case aside.
///
/// Ids are compared as lists of words, in lower case, cut at punctuation and between letters and a number
/// behind them ("qwen3.6-27b": qwen, 3.6, 27b). The family (the first word) counts most, then versions and
/// sizes, then the rest; numbers of the same kind that differ count by how near they are. An eighth of the
/// whole is the edit distance of the names, which settles typing errors, and the organisation in front.
double model_likeness(std::string_view wanted, std::string_view listed);

/// Below this likeness a model is none that anybody meant.
inline constexpr double least_likeness = 0.4;

/// At most `count` models that are most like `wanted`, the nearest first (of equals the first listed). Left
/// out are the very id that is wanted, and what cannot be asked: inactive models, such as cannot chat, and
/// dedicated-only ones. Empty where nothing is near. The pointers are into `list`.
std::vector<const ListedModel*> nearest_models(std::string_view wanted, const std::vector<ListedModel>& list,
                                               std::size_t count);

}  // namespace moa::wire

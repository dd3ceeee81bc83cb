#include "native/server/file_forms.hpp"

#include <array>
#include <string>
#include <utility>

#include "native/server/accept_encoding.hpp"

namespace moa::server {

std::vector<FileForm> open_forms(const std::filesystem::path& root, const std::filesystem::path& file) {
    // Of the same size, the later one is sent.
    constexpr std::array<std::pair<std::string_view, const char*>, 2> codings = {
        {{"gzip", ".gz"}, {"br", ".br"}}};
    std::vector<FileForm> forms;
    OpenFile original(file);
    if (!original) return forms;
    forms.push_back({"identity", std::move(original)});
    for (const auto& [coding, extension] : codings) {
        const auto path = find_beside(root, file, file.filename().string() + extension);
        if (!path) continue;
        OpenFile copy(*path);
        if (copy && !copy.is_older_than(forms.front().content)) forms.push_back({coding, std::move(copy)});
    }
    return forms;
}

const FileForm* choose_form(const std::vector<FileForm>& forms, std::string_view accept_encoding) {
    const FileForm* best = nullptr;
    int best_weight = 0;
    for (const FileForm& form : forms) {
        const auto weight = coding_weight(accept_encoding, form.coding);
        if (!weight) continue;
        if (best && *weight < best_weight) continue;
        if (best && *weight == best_weight && form.content.size() > best->content.size()) continue;
        best = &form;
        best_weight = *weight;
    }
    return best;
}

}  // namespace moa::server

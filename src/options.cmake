# What our own code is compiled with. Linked PRIVATE by our targets alone, so that packages never
# see our warnings.
add_library(dnsward_options INTERFACE)
target_compile_features(dnsward_options INTERFACE cxx_std_20)
target_include_directories(dnsward_options INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
target_compile_options(dnsward_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
  $<$<BOOL:${DNSWARD_WERROR}>:-Werror>)
# GCC 12 takes TSan's instrumented branches for null pointers; the other builds do look for them.
if(NOT "thread" IN_LIST DNSWARD_SANITIZE)
  target_compile_options(dnsward_options INTERFACE -Wnull-dereference)
endif()
if(DNSWARD_UNITY)  # there every .cpp but one is an included file, which is what GCC warns of
  target_compile_options(dnsward_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
if(DNSWARD_SANITIZE)
  string(REPLACE ";" "," _sanitize "${DNSWARD_SANITIZE}")
  target_compile_options(dnsward_options INTERFACE
    -fsanitize=${_sanitize} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(dnsward_options INTERFACE -fsanitize=${_sanitize})
endif()

# dnsward_unity(TARGET): TARGET's files in a few translation units, where that is wanted.
function(dnsward_unity target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${DNSWARD_UNITY} UNITY_BUILD_BATCH_SIZE 12)
endfunction()

# dnsward_layer(NAME SOURCES... USES LAYERS... PRIVATE_LIBS PACKAGES...)
# One folder of src/ or providers/ as a static library that may use the layers named, and no other.
function(dnsward_layer name)
  cmake_parse_arguments(arg "" "" "SOURCES;USES;PACKAGES;PUBLIC_PACKAGES" ${ARGN})
  add_library(dnsward_${name} STATIC ${arg_SOURCES})
  dnsward_unity(dnsward_${name})
  list(TRANSFORM arg_USES PREPEND dnsward_)
  target_link_libraries(dnsward_${name}
    PUBLIC ${arg_USES} ${arg_PUBLIC_PACKAGES}
    PRIVATE dnsward_options ${arg_PACKAGES})
endfunction()
